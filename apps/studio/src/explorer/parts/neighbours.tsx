import { type ShownMap, targetOf, wordOf } from '../map/shown-map.js';
import { useExplorer } from './context.js';

const COUNT = 8;
/** Of the map's width. */
const REACH = 0.05;

/** The units that lie nearest on the map. */
export function Neighbours({ map, i }: { readonly map: ShownMap; readonly i: number }) {
  const { choose, hover, grid } = useExplorer();
  const near = grid.value!.near({ x: map.x[i]!, y: map.y[i]! }, REACH, COUNT + 1).filter((other) => other !== i);
  if (near.length === 0) return null;
  return (
    <div class="neighbours">
      <h3>Nearest on the map</h3>
      <div class="row">
        {near.slice(0, COUNT).map((other) => (
          <button
            type="button"
            key={other}
            onPointerEnter={() => hover(other)}
            onPointerLeave={() => hover(-1)}
            onClick={() => choose(other)}
          >
            {targetOf(map, other)} <small>{wordOf(map, other)}</small>
          </button>
        ))}
      </div>
    </div>
  );
}
