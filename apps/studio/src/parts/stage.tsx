import { showTarget } from '../state/target.js';
import { useRoom } from './context.js';
import { Playhead } from './playhead.js';
import { ScoreCurve } from './score-curve.js';
import { SpectrogramCanvas } from './spectrogram-canvas.js';
import { Transport } from './transport.js';

/** Where the sound forms. */
export function Stage() {
  const { studio } = useRoom();
  const { form, run } = studio;
  const { shown, scores, rendered } = run.value;
  const { model, target, steps } = form.value;
  const score = rendered?.score ?? scores.at(-1);
  return (
    <section class="stage" aria-label="The sound">
      <div class="heading">
        <h2>
          {showTarget(target)} <small>of {model}</small>
        </h2>
        <p class="score">
          <strong>{score === undefined ? '–' : score.toFixed(2)}</strong> <small>score</small>
        </p>
      </div>
      <div class="picture">
        <SpectrogramCanvas shown={shown} />
        <Playhead />
      </div>
      <ScoreCurve scores={scores} steps={rendered?.form.steps ?? steps} />
      <Transport />
      <p class="note" role="status">
        {tell(run.value, steps)}
      </p>
    </section>
  );
}

const ENDINGS = {
  done: 'The sound has formed',
  plateau: 'The score no longer rises',
  aborted: 'Cancelled: this is how far it came',
  diverged: 'Something ceased to be finite: this is the last sound before it',
} as const;

function tell(
  { phase, scores, remainingMs, rendered }: ReturnType<typeof useRoom>['studio']['run']['value'],
  steps: number,
) {
  if (phase === 'idle') return 'Choose a unit and press Play: the sound forms out of noise.';
  if (phase === 'starting') return 'The model is made ready …';
  const at = `step ${scores.length} of ${rendered?.form.steps ?? steps}`;
  if (phase === 'paused') return `Paused at ${at}.`;
  if (rendered) return `${ENDINGS[rendered.stopped]}, ${at}.`;
  return phase === 'ended' ? 'Nothing has formed.' : `Forming, ${at}, ${Math.ceil((remainingMs ?? 0) / 1000)} s left.`;
}
