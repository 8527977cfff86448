import { useState } from 'preact/hooks';
import type { LayerFacts } from '../protocol/model.js';
import { useRoom } from './context.js';
import { Units } from './units.js';

/** The map: layers from the sound to the answer, and the units of one. */
export function UnitMap() {
  const { studio } = useRoom();
  const facts = studio.model.value;
  const { target } = studio.form.value;
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  if (!facts) return <section class="map" aria-label="Map of the model" />;
  const own = target.kind === 'unit' ? target.layer : undefined;
  const layer = facts.layers.find(({ name }) => name === (chosen ?? own)) ?? facts.layers.at(-1)!;
  return (
    <section class="map" aria-label="Map of the model">
      <h2>Units</h2>
      <label class="field">
        <span>Layer</span>
        <select value={layer.name} onChange={(event) => setChosen(event.currentTarget.value)}>
          {facts.layers.map(({ name, channels }) => (
            <option key={name} value={name}>
              {name} ({channels})
            </option>
          ))}
        </select>
      </label>
      <p class="note">{describe(layer)}</p>
      <Units layer={layer} key={layer.name} />
    </section>
  );
}

function describe({ hopMs, seesMs }: LayerFacts): string {
  if (hopMs === undefined) return 'One answer for the whole sound.';
  const sees = seesMs === undefined ? 'sees the whole sound' : `sees ${seesMs.toFixed(1)} ms`;
  return `One frame every ${hopMs.toFixed(1)} ms; a frame ${sees}.`;
}
