import { useRoom } from './context.js';

/** What went wrong, read out by screen readers at once. */
export function Fault() {
  const { fault } = useRoom().studio;
  return (
    <div role="alert" class="fault" hidden={fault.value === undefined}>
      <p>{fault.value}</p>
      <button type="button" onClick={() => (fault.value = undefined)}>
        Close
      </button>
    </div>
  );
}
