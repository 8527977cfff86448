import type { CardLine } from '@audiate/evaluate';
import type { Evaluated } from '../protocol/evaluated.js';

/** A reliability card: the verdict, then every figure with what it means and what it is to be compared with. */
export function CardFigures({ card }: { readonly card: Evaluated }) {
  const { verdict, lines, seconds, recordings, missing, skipped } = card;
  return (
    <div class="card">
      <p class="verdict">{verdict}</p>
      <p class="note">
        Compared with {seconds.toFixed(0)} s of speech in {recordings} recording{recordings === 1 ? '' : 's'}.
        {skipped.length > 0 && ` Not heard: ${skipped.slice(0, 5).join('; ')}`}
      </p>
      <dl>
        {lines.map((line) => (
          <Figure key={line.name} line={line} />
        ))}
      </dl>
      {missing.length > 0 && (
        <>
          <h4>What it lacks</h4>
          <ul class="note">
            {missing.map((told) => (
              <li key={told}>{told}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Figure({ line: { name, value, meaning, compare, holds } }: { readonly line: CardLine }) {
  return (
    <div class="figure">
      <dt>
        {name}
        {holds !== undefined && <span class={holds ? 'holds' : 'fails'}>{holds ? 'holds' : 'does not hold'}</span>}
      </dt>
      <dd class="value">{value}</dd>
      <dd class="note">
        {meaning} {compare}
      </dd>
    </div>
  );
}
