import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { colouringOf } from '../colour/colouring.js';
import type { ShownMap } from '../map/shown-map.js';
import { createPlot, type Plot } from '../plot/plot.js';
import { sceneOf } from '../plot/scene-of.js';
import { theme } from '../state/theme.js';
import { ColourChoice } from './colour-choice.js';
import { useExplorer } from './context.js';
import { LegendBox } from './legend-box.js';
import { Marks } from './marks.js';

/** The map itself, with what its colours say. */
export function MapPanel({ map }: { readonly map: ShownMap }) {
  const { colourBy, found, hover, choose, once, ...explorer } = useExplorer();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [plot, setPlot] = useState<Plot>();
  const grid = explorer.grid.value!;
  const [by, look] = [colourBy.value, theme.value];
  const colouring = useMemo(() => colouringOf(map, by, look), [map, by, look]);
  useEffect(() => {
    const made = createPlot(canvas.current!, grid, { hover, choose });
    setPlot(made);
    return made.end;
  }, [grid]);
  const { units, ...rest } = found.value;
  const isAll = 'isAll' in rest && rest.isAll;
  useEffect(() => {
    plot?.show(sceneOf({ map, grid, colouring, by, theme: look, found: isAll ? undefined : units }));
  }, [plot, map, colouring, units]);
  return (
    <section class="map" aria-label="Map of the units">
      <div class="row tools">
        <ColourChoice map={map} />
        <button type="button" aria-pressed={once.wanted.value} onClick={() => once.want(!once.wanted.value)}>
          Sound
        </button>
        <span class="row zooms">
          <button type="button" aria-label="Closer" onClick={() => plot?.key('+')}>
            +
          </button>
          <button type="button" aria-label="Farther" onClick={() => plot?.key('-')}>
            −
          </button>
          <button type="button" onClick={() => plot?.key('0')}>
            Whole map
          </button>
        </span>
      </div>
      <div class="canvas">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="img"
          aria-label={`${map.count} units of ${map.facts.model.name}; arrow keys move, + and - zoom, 0 shows the whole. The list of units holds them too.`}
          onKeyDown={(event) => {
            if (!event.ctrlKey && !event.metaKey && plot?.key(event.key)) event.preventDefault();
          }}
        />
        {plot && <Marks map={map} plot={plot} />}
        {once.wanted.value && !once.allowed.value && (
          <p class="hint">Click once, then each unit sounds under the pointer.</p>
        )}
      </div>
      <LegendBox legend={colouring.legend} by={by} />
    </section>
  );
}
