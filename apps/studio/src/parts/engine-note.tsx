import { longestTask } from '../state/longest-task.js';
import { warnings } from '../state/warnings.js';
import { useRoom } from './context.js';

/** Which engine runs, and why not another. */
export function EngineNote() {
  const { studio } = useRoom();
  const engine = studio.engine.value;
  const { now, why } = studio.places;
  const place = now.value;
  const hasOneThread = place === 'page' && !globalThis.crossOriginIsolated;
  return (
    <div class="note engine" aria-live="polite">
      {engine ? (
        <p>
          Runs on <b>{engine.name}</b>: {engine.detail}
          {place === 'machine' ? ', in the program audiate studio on this machine' : ''}.
        </p>
      ) : (
        <p>{studio.model.value ? 'The engine starts …' : 'The engine starts with the model.'}</p>
      )}
      {engine?.passedOver.map(({ name, why }) => (
        <p key={`${name}${why}`}>
          Passed over: {name} ({why}).
        </p>
      ))}
      {warnings.value.map((warning) => (
        <p key={warning}>{warning}.</p>
      ))}
      {why && <p>{why}</p>}
      {hasOneThread && <p>One thread only: the page is not served isolated (COOP and COEP headers).</p>}
      {longestTask.value > 0 && (
        <p>While the sound formed, the page was kept busy for {Math.round(longestTask.value)} ms at most.</p>
      )}
    </div>
  );
}
