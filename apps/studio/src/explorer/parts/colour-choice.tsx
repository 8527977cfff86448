import { COLOURS, type ColourBy, coloursOf } from '../colour/colouring.js';
import type { ShownMap } from '../map/shown-map.js';
import { useExplorer } from './context.js';

/** What the colours say. */
export function ColourChoice({ map }: { readonly map: ShownMap }) {
  const { colourBy } = useExplorer();
  return (
    <label class="field inline">
      <span>Colour by</span>
      <select value={colourBy.value} onChange={(event) => (colourBy.value = event.currentTarget.value as ColourBy)}>
        {coloursOf(map).map((by) => (
          <option key={by} value={by}>
            {COLOURS[by]}
          </option>
        ))}
      </select>
    </label>
  );
}
