import { onStage } from '../state/on-stage.js';
import type { Run } from '../state/run.js';
import { showTarget } from '../state/target.js';
import { useRoom } from './context.js';
import { Playhead } from './playhead.js';
import { ScoreCurve } from './score-curve.js';
import { SpectrogramCanvas } from './spectrogram-canvas.js';
import { Transport } from './transport.js';

/** Where the sound forms. */
export function Stage() {
  const { studio } = useRoom();
  const run = studio.run.value;
  const { shown, scores, rendered } = run;
  const {
    form: { model, target, steps },
    next,
  } = onStage(run, studio.form.value);
  const { phase, progress } = tell(run, steps);
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
      <ScoreCurve scores={scores} steps={steps} />
      <Transport />
      <p class="note">
        {/* What changes at each step stands beside it: a screen reader says only this. */}
        <span role="status">{phase}</span>
        {progress}
      </p>
      {next !== undefined && (
        <p class="note">
          Chosen now: <b>{next}</b>. Play makes its sound.
        </p>
      )}
    </section>
  );
}

const ENDINGS = {
  done: 'The sound has formed',
  plateau: 'The score no longer rises',
  aborted: 'Cancelled: this is how far it came',
  diverged: 'Something ceased to be finite: this is the last sound before it',
} as const;

/** Where the render stands: in words for the phase, and how far it is in it. */
function tell({ phase, scores, remainingMs, rendered }: Run, steps: number) {
  const at = `step ${scores.length} of ${steps}`;
  if (phase === 'idle') return { phase: 'Choose a unit and press Play: the sound forms out of noise.', progress: '' };
  if (phase === 'starting') return { phase: 'The model is made ready …', progress: '' };
  if (phase === 'paused') return { phase: 'Paused', progress: ` at ${at}.` };
  if (rendered) return { phase: ENDINGS[rendered.stopped], progress: `, ${at}.` };
  if (phase === 'ended') return { phase: 'Nothing has formed.', progress: '' };
  return { phase: 'Forming', progress: `, ${at}, ${Math.ceil((remainingMs ?? 0) / 1000)} s left.` };
}
