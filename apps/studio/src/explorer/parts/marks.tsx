import { type ShownMap, targetOf, wordOf } from '../map/shown-map.js';
import type { Plot } from '../plot/plot.js';
import { seenAt } from '../plot/view.js';
import { useExplorer } from './context.js';

interface MarksProps {
  readonly map: ShownMap;
  readonly plot: Plot;
}

/** Rings over the canvas: the unit that was chosen, and the one that is pointed at with its name. */
export function Marks({ map, plot }: MarksProps) {
  const { hovered, detail } = useExplorer();
  const view = plot.view.value;
  const at = (i: number) => seenAt(view, plot.size(), { x: map.x[i]!, y: map.y[i]! });
  const style = ({ left, top }: ReturnType<typeof at>) => ({ transform: `translate(${left}px, ${top}px)` });
  const [i, chosen] = [hovered.value, detail.chosen.value?.i];
  const isLeft = i >= 0 && at(i).left > plot.size().width - 170;
  return (
    <div class="marks" aria-hidden="true">
      {chosen !== undefined && <span class="ring chosen" style={style(at(chosen))} />}
      {i >= 0 && (
        <span class={isLeft ? 'ring left' : 'ring'} style={style(at(i))}>
          <b>
            {targetOf(map, i)} <span>{wordOf(map, i)}</span>
          </b>
        </span>
      )}
    </div>
  );
}
