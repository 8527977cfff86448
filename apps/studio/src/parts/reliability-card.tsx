import { useId, useState } from 'preact/hooks';
import type { EvaluateNews } from '../protocol/evaluated.js';
import { CardFigures } from './card-figures.js';
import { useRoom } from './context.js';
import { RecordingsChoice } from './recordings-choice.js';

/** How far to trust the sound on stage: made when asked for, as it takes a while. */
export function ReliabilityCard() {
  const { studio } = useRoom();
  const [ascent, setAscent] = useState(true);
  const { news, card } = studio.evaluation.value;
  const { rendered } = studio.run.value;
  if (!rendered) return null;
  return (
    <RecordingsChoice
      label="Reliability card"
      class="reliability"
      disabled={news !== undefined}
      onChoose={(speech) => studio.evaluate({ speech, ascent })}
      before={
        <>
          <h3>How far to trust it</h3>
          <p class="note">
            The reliability card: what is left of the score when the sound is shaken, where it stands among speech, and
            what a second model hears. Compare it with recordings of speech, chosen or dropped here, or with those of
            the page.
          </p>
          <label class="check">
            <input
              type="checkbox"
              checked={ascent}
              disabled={news !== undefined}
              onChange={(event) => setAscent(event.currentTarget.checked)}
            />
            <span>and with plain gradient ascent, which takes as long as the sound took</span>
          </label>
        </>
      }
      after={
        <>
          <Progress news={news} isDone={card !== undefined} />
          {card && <CardFigures card={card} />}
        </>
      }
    />
  );
}

function Progress({ news, isDone }: { readonly news: EvaluateNews | undefined; readonly isDone: boolean }) {
  const { studio } = useRoom();
  const id = useId();
  return (
    <>
      {news && (
        <div class="row measuring">
          <progress aria-labelledby={id} max={1} value={news.share} />
          <button type="button" onClick={studio.stopEvaluating}>
            Stop
          </button>
        </div>
      )}
      <p role="status" class="note" id={id}>
        {news ? `Measured now: ${news.stage}` : isDone ? 'The card is made.' : ''}
      </p>
    </>
  );
}
