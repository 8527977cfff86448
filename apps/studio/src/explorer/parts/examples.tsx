import { PictureCanvas } from '../../parts/picture-canvas.js';
import { shortNumber } from '../colour/colouring.js';
import type { ShownExample } from '../state/detail.js';
import { useExplorer } from './context.js';

/** The stretches of recorded speech that drive a unit most: each is a button that plays it. */
export function Examples({ examples }: { readonly examples: readonly ShownExample[] }) {
  const { playSpeech } = useExplorer();
  if (examples.length === 0) return null;
  return (
    <div class="examples">
      <h3 id="in-speech">What it hears in speech</h3>
      <ul aria-labelledby="in-speech">
        {examples.map((example) => (
          <li key={example.stretch}>
            <button type="button" title={example.file} onClick={() => void playSpeech(example.stretch)}>
              <PictureCanvas picture={example.picture} />
              <span class="heard">
                <span>
                  <b>{shortNumber(example.score)}</b> <span class="said">{example.said}</span>
                </span>
                <small>{placeOf(example)}</small>
                {example.transcript !== undefined && <small class="transcript">“{example.transcript}”</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** `1.2 to 1.8 s of reading.flac`: of a path its end. */
function placeOf({ from, seconds, file, recording }: ShownExample): string {
  const [start, end] = [Math.max(0, from), from + seconds];
  const name = file?.split(/[\\/]/).findLast((part) => part !== '');
  return `${start.toFixed(1)} to ${end.toFixed(1)} s of ${name ?? `recording ${recording + 1}`}`;
}
