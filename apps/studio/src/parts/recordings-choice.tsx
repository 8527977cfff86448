import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { dropZone } from '../files/drop-zone.js';
import { pickedFiles } from '../files/picked-files.js';
import type { PlacedFile } from '../files/placed-file.js';
import { useRoom } from './context.js';

interface RecordingsChoice {
  /** Names the section. */
  readonly label: string;
  readonly class: string;
  readonly disabled: boolean;
  onChoose(recordings: readonly File[] | 'shipped'): void | Promise<void>;
  /** What stands before the buttons, and behind them. */
  readonly before: ComponentChildren;
  readonly after: ComponentChildren;
}

/** A section that takes recordings: files that are chosen or dropped on it, or those that come with the page. */
export function RecordingsChoice({ label, class: name, disabled, onChoose, before, after }: RecordingsChoice) {
  const { studio } = useRoom();
  const input = useRef<HTMLInputElement>(null);
  const take = (placed: readonly PlacedFile[]) => {
    if (!disabled && placed.length > 0) return onChoose(placed.map(({ file }) => file));
  };
  return (
    <section class={name} aria-label={label} {...dropZone(take, studio.fail)}>
      {before}
      <div class="row">
        <button type="button" disabled={disabled} onClick={() => input.current?.click()}>
          Choose files …
        </button>
        <button type="button" disabled={disabled} onClick={() => void onChoose('shipped')}>
          Eight synthetic sentences
        </button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept="audio/*"
          aria-label={`${label}: recordings`}
          onChange={(event) => void take(pickedFiles(event.currentTarget))}
        />
      </div>
      {after}
    </section>
  );
}
