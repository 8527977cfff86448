import { useRoom } from './context.js';

/** What the model reads out of the sound. */
export function HeardLanes() {
  const { studio } = useRoom();
  const { rendered } = studio.run.value;
  const lanes = studio.heard.value?.lanes ?? [];
  if (!rendered || lanes.length === 0) return null;
  const seconds = rendered.audio.length / rendered.sampleRate;
  return (
    <>
      <h3>What the model hears</h3>
      {lanes.map(({ name, segments }) => (
        <figure class="lane" key={name}>
          <figcaption>{name}</figcaption>
          {segments.length === 0 && <p class="note">nothing</p>}
          <ol>
            {segments.map(({ token, start, end, probability }) => (
              <li
                key={start}
                style={{ left: `${(100 * start) / seconds}%`, width: `${(100 * (end - start)) / seconds}%` }}
                title={`${token}, ${start.toFixed(2)} to ${end.toFixed(2)} s, ${Math.round(100 * probability)} %`}
              >
                {token}
              </li>
            ))}
          </ol>
        </figure>
      ))}
    </>
  );
}
