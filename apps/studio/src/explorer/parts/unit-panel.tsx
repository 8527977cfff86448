import type { UnitRow } from '@audiate/atlas/open';
import { ScoreCurve } from '../../parts/score-curve.js';
import { SpectrogramCanvas } from '../../parts/spectrogram-canvas.js';
import { percent, shortNumber } from '../colour/colouring.js';
import { type ShownMap, targetOf, wordOf } from '../map/shown-map.js';
import { useExplorer } from './context.js';
import { Examples } from './examples.js';
import { Neighbours } from './neighbours.js';
import { UnitLinks } from './unit-links.js';

/** The unit that was chosen, with its evidence. */
export function UnitPanel({ map }: { readonly map: ShownMap }) {
  const { detail, play } = useExplorer();
  const chosen = detail.chosen.value;
  if (!chosen) {
    return (
      <section class="unit" aria-label="Unit">
        <h2>{map.facts.model.name}</h2>
        <p class="note">
          {map.count.toLocaleString('en')} units in {map.layers.length} layers. Units that do the same on speech lie
          side by side. Point at one to hear its sound; click it for its evidence.
        </p>
      </section>
    );
  }
  const { i, row, picture, examples } = chosen;
  const seconds = map.numbers.seconds[i]!;
  return (
    <section class="unit" aria-label="Unit">
      <div class="heading">
        <h2>
          {targetOf(map, i)} <small>{wordOf(map, i)}</small>
        </h2>
        <button type="button" class="primary" onClick={() => void play(i)}>
          Play
        </button>
      </div>
      {picture ? (
        <SpectrogramCanvas shown={{ picture, seconds, sampleRate: map.numbers.sampleRate[i]! }} />
      ) : (
        <div class="waiting" />
      )}
      {examples && <Examples examples={examples} />}
      <Facts map={map} i={i} row={row} />
      {row && (
        <figure>
          <ScoreCurve scores={row.curve} steps={row.curve.length} />
          <figcaption class="note">
            Score over {row.curve.length} steps; the best, {shortNumber(row.bestScore)}, after {row.bestStep}
          </figcaption>
        </figure>
      )}
      {row && <UnitLinks map={map} row={row} />}
      <Neighbours map={map} i={i} />
    </section>
  );
}

interface FactsProps {
  readonly map: ShownMap;
  readonly i: number;
  readonly row: UnitRow | undefined;
}

function Facts({ map, i, row }: FactsProps) {
  const { score, naturalMax, percentile, retention, auc } = map.numbers;
  const label = map.labels[map.label[i]!];
  const facts: readonly (readonly [string, string])[] = [
    ['Score', `${shortNumber(score[i])}; highest on speech ${shortNumber(naturalMax[i])}`],
    ['Percentile', Number.isNaN(percentile[i]) ? '–' : `${percent(percentile[i])} % of speech scores less`],
    ['Retention', `${shortNumber(retention[i])}; worst ${shortNumber(row?.worstRetention)}`],
    ['Label', label === undefined ? 'none is sure' : `${label}, AUC ${shortNumber(auc[i])}`],
    ...followed(map, i),
    ['Rendered', row ? `${row.stopped}, ${row.engine}, audiate ${row.audiate}` : '…'],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What of speech it surely follows, if anything. */
function followed({ numbers }: ShownMap, i: number): (readonly [string, string])[] {
  const told = (['pitch', 'loudness', 'voicing'] as const).filter((name) => !Number.isNaN(numbers[name][i]));
  if (told.length === 0) return [];
  return [['Follows', told.map((name) => `${name} ${shortNumber(numbers[name][i])}`).join(', ')]];
}
