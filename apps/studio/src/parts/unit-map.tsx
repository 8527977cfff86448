import { useEffect, useState } from 'preact/hooks';
import type { LayerFacts } from '../protocol/model.js';
import { useRoom } from './context.js';
import { MicrophoneBox } from './microphone.js';
import { Units } from './units.js';
import { WordField } from './word-field.js';

/** The map: layers from the sound to the answer, and the units of one. */
export function UnitMap() {
  const { studio, listening } = useRoom();
  const facts = studio.model.value;
  const { target } = studio.form.value;
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const own = target.kind === 'unit' ? target.layer : undefined;
  const layer = facts?.layers.find(({ name }) => name === (chosen ?? own)) ?? facts?.layers.at(-1);
  useEffect(() => {
    listening.layer.value = layer?.name;
  }, [layer, listening]);
  return (
    <section class="map" aria-label="Map of the model">
      <h2>Units</h2>
      {facts && layer ? (
        <>
          <label class="field">
            <span>Layer, from the sound to the answer</span>
            <select value={layer.name} onChange={(event) => setChosen(event.currentTarget.value)}>
              {facts.layers.map(({ name, channels }) => (
                <option key={name} value={name}>
                  {name} · {channels}
                </option>
              ))}
            </select>
          </label>
          <Depth layers={facts.layers} chosen={layer.name} onChoose={setChosen} />
          <p class="note">{describe(layer)}</p>
          <Units layer={layer} key={layer.name} />
          {facts.hearsText && <WordField />}
          <MicrophoneBox layer={layer} />
        </>
      ) : (
        <p class="note">The map of a model stands here once it is open.</p>
      )}
    </section>
  );
}

interface DepthProps {
  readonly layers: readonly LayerFacts[];
  readonly chosen: string;
  onChoose(name: string): void;
}

/** The layers as bars side by side, as high as they have units: a map for the eye and the mouse; the list above serves keys. */
function Depth({ layers, chosen, onChoose }: DepthProps) {
  const most = Math.max(...layers.map(({ channels }) => channels));
  return (
    <div class="depth" aria-hidden="true">
      {layers.map(({ name, channels }) => (
        <button
          type="button"
          tabIndex={-1}
          key={name}
          title={`${name}, ${channels} units`}
          class={name === chosen ? 'chosen' : ''}
          style={{ '--share': `${20 + (80 * channels) / most}%` }}
          onClick={() => onChoose(name)}
        />
      ))}
    </div>
  );
}

function describe({ hopMs, seesMs, global }: LayerFacts): string {
  if (hopMs === undefined || seesMs === undefined) return 'One answer for the whole sound.';
  const rest = global ? ', and depends on the whole' : '';
  return `A frame every ${hopMs.toFixed(1)} ms sees ${seesMs < 100 ? seesMs.toFixed(1) : seesMs.toFixed(0)} ms of the sound${rest}.`;
}
