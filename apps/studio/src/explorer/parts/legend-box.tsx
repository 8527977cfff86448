import { COLOURS, type ColourBy, isCorrelation, type Legend } from '../colour/colouring.js';
import { REST } from '../colour/palettes.js';
import { queryOfLabel } from '../search/read-query.js';
import { theme } from '../state/theme.js';
import { useExplorer } from './context.js';

interface LegendProps {
  readonly legend: Legend;
  readonly by: ColourBy;
}

/** What the colours stand for. A label's colour is a button that finds its units. */
export function LegendBox({ legend, by }: LegendProps) {
  const { query } = useExplorer();
  const rest = <span class="dot" style={{ '--colour': REST[theme.value] }} />;
  if (legend.kind === 'ramp') {
    return (
      <p class="legend">
        <span>{COLOURS[by]}</span> <span>{legend.from}</span>
        <span class="ramp" style={{ '--ramp': `linear-gradient(to right, ${legend.colours.join(', ')})` }} />
        <span>{legend.to}</span>
        {legend.unknown > 0 && (
          <span class="rest">
            {rest} {isCorrelation(by) ? 'none is sure' : 'not known'}: {legend.unknown.toLocaleString('en')}
          </span>
        )}
      </p>
    );
  }
  return (
    <div class="legend">
      {legend.entries.map(({ name, colour, count }) => (
        <button type="button" key={name} onClick={() => (query.value = queryOfLabel(name))}>
          <span class="dot" style={{ '--colour': colour }} /> {name} <small>{count.toLocaleString('en')}</small>
        </button>
      ))}
      <span class="rest">
        {rest} others, or none: {legend.others.toLocaleString('en')}
      </span>
    </div>
  );
}
