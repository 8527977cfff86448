import { useEffect, useState } from 'preact/hooks';
import { percent } from '../colour/colouring.js';
import { type ShownMap, targetOf, wordOf } from '../map/shown-map.js';
import { useExplorer } from './context.js';

/** More are no list that anybody reads. */
const MOST = 200;
const KEYS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** The units that were found, those first that speech reaches least: the map for keys and for screen readers. */
export function Results({ map }: { readonly map: ShownMap }) {
  const { found, detail, choose, hover } = useExplorer();
  const { units } = found.value;
  const listed = units ? [...units.subarray(0, MOST)] : [];
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [units]);
  const move = (event: KeyboardEvent) => {
    const next = KEYS[event.key]?.(at, listed.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    document.querySelectorAll<HTMLButtonElement>('.results button')[next]?.focus();
  };
  return (
    <section class="found" aria-labelledby="results">
      <h2 id="results">
        Units <small>by percentile</small>
      </h2>
      {listed.length === 0 && <p class="note">No unit is like that.</p>}
      <ul class="results" onKeyDown={move}>
        {listed.map((i, place) => (
          <li key={i}>
            <button
              type="button"
              tabIndex={place === at ? 0 : -1}
              aria-current={detail.chosen.value?.i === i ? 'true' : undefined}
              onFocus={() => {
                setAt(place);
                hover(i);
              }}
              onBlur={() => hover(-1)}
              onPointerEnter={() => hover(i)}
              onPointerLeave={() => hover(-1)}
              onClick={() => choose(i)}
            >
              <b>{targetOf(map, i)}</b> <span>{wordOf(map, i)}</span>{' '}
              <small>
                {percent(map.numbers.percentile[i])}
                <span class="unseen">
                  {Number.isNaN(map.numbers.percentile[i]) ? ' not known' : ' percent of speech scores less'}
                </span>
              </small>
            </button>
          </li>
        ))}
      </ul>
      {(units?.length ?? 0) > MOST && <p class="note">The first {MOST} are listed; the map shows all.</p>}
    </section>
  );
}
