import type { Signal } from '@preact/signals';

/** What went wrong, read out by screen readers at once; nothing is shown where nothing did. */
export function Fault({ fault }: { readonly fault: Signal<string | undefined> }) {
  return (
    <div role="alert" class="fault" hidden={fault.value === undefined}>
      <p>{fault.value}</p>
      <button type="button" onClick={() => (fault.value = undefined)}>
        Close
      </button>
    </div>
  );
}
