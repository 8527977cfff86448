import { showTarget } from '../state/target.js';
import { useRoom } from './context.js';
import { ScoreCurve } from './score-curve.js';
import { SpectrogramCanvas } from './spectrogram-canvas.js';
import { Transport } from './transport.js';

/** Where the sound forms. */
export function Stage() {
  const { studio } = useRoom();
  const { shown, scores, rendered } = studio.run.value;
  const score = rendered?.score ?? scores.at(-1);
  return (
    <section class="stage" aria-label="The sound">
      <h2>{showTarget(studio.form.value.target)}</h2>
      <Transport />
      <SpectrogramCanvas shown={shown} />
      <p class="score">
        <strong>{score === undefined ? '–' : score.toPrecision(4)}</strong> score
        <span>
          {' '}
          step {scores.length} of {studio.form.value.steps}
        </span>
      </p>
      <ScoreCurve scores={scores} steps={studio.form.value.steps} />
      <p class="note" role="status">
        {rendered ? `Ended: ${rendered.stopped}. ${rendered.engine.name}: ${rendered.engine.detail}` : ''}
      </p>
    </section>
  );
}
