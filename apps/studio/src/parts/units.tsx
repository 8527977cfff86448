import { useState } from 'preact/hooks';
import type { LayerFacts } from '../protocol/model.js';
import type { Target } from '../state/target.js';
import { useRoom } from './context.js';
import { targetOf } from './target-of.js';

/** So many are shown at once. */
const PAGE = 256;

/** The units of a layer, to choose one of; brighter where the microphone drives them. */
export function Units({ layer }: { readonly layer: LayerFacts }) {
  const { studio, listening } = useRoom();
  const model = studio.model.value!;
  const chosen = chosenOf(layer, studio.form.value.target);
  const [wanted, setPage] = useState(Math.floor((chosen ?? 0) / PAGE));
  const pages = Math.ceil(layer.channels / PAGE);
  // Another model's layer of the same name may have fewer units.
  const page = Math.min(wanted, pages - 1);
  const first = page * PAGE;
  const units = Array.from({ length: Math.min(PAGE, layer.channels - first) }, (_, i) => first + i);
  const firing = listening.firing.value?.excess;
  return (
    <>
      {pages > 1 && (
        <div class="row">
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span class="note">
            {first} to {first + units.length - 1} of {layer.channels}
          </span>
          <button type="button" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            Next
          </button>
        </div>
      )}
      <fieldset class="units">
        <legend class="unseen">Units of {layer.name}</legend>
        {units.map((unit) => (
          <label key={unit} style={{ '--heat': `${heatOf(firing?.[unit])}%` }}>
            <input
              type="radio"
              name="unit"
              checked={unit === chosen}
              onChange={() => studio.change({ target: targetOf(model, layer, unit) })}
            />
            <span>{layer.vocabulary?.[unit] ?? unit}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

/** How bright a unit is, in percent: nothing below half of its usual range, all at twice of it. */
const heatOf = (excess = 0): number => Math.round(100 * Math.min(1, Math.max(0, (excess - 0.5) / 1.5)));

function chosenOf(layer: LayerFacts, target: Target): number | undefined {
  if (target.kind === 'unit') return target.layer === layer.name ? target.unit : undefined;
  if (target.kind === 'word') return undefined;
  const unit = layer.vocabulary?.indexOf(target.token) ?? -1;
  return unit < 0 ? undefined : unit;
}
