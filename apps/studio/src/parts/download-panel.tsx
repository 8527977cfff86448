import { offer } from '../downloads/offer.js';
import type { WrittenKind } from '../protocol/written.js';
import { useRoom } from './context.js';

const FILES: readonly (readonly [WrittenKind, string, string])[] = [
  ['wav', 'WAV', 'the sound as the model hears it'],
  ['loop', 'Loop', 'a WAV whose end runs into its beginning, for samplers'],
  ['page', 'Page', 'one HTML file with picture, player and facts'],
  ['recipe', 'Recipe', 'what makes the sound again'],
  ['textgrid', 'TextGrid', 'what the model hears, for Praat'],
];

/** Files of the sound. */
export function DownloadPanel() {
  const { studio } = useRoom();
  const { rendered } = studio.run.value;
  if (!rendered) return <p class="note">Files are offered when a sound has formed.</p>;
  const lanes = studio.heard.value?.lanes ?? [];
  const download = async (kind: WrittenKind) => {
    try {
      const { card } = studio.evaluation.value;
      offer(await studio.client.start('write', { kind, rendered, lanes, ...(card && { card }) }).answer);
    } catch (error) {
      studio.fail(error);
    }
  };
  return (
    <ul class="files">
      {FILES.map(([kind, name, what]) => (
        <li key={kind}>
          <button
            type="button"
            disabled={kind === 'textgrid' && lanes.length === 0}
            onClick={() => void download(kind)}
          >
            {name}
          </button>
          <span>{what}</span>
        </li>
      ))}
    </ul>
  );
}
