import { useState } from 'preact/hooks';
import type { LayerFacts } from '../protocol/model.js';
import { useRoom } from './context.js';

/** So many are shown at once. */
const PAGE = 256;

/** The units of a layer, to choose one of. */
export function Units({ layer }: { readonly layer: LayerFacts }) {
  const { studio } = useRoom();
  const { target } = studio.form.value;
  const chosen = chosenOf(layer, target);
  const [page, setPage] = useState(Math.floor((chosen ?? 0) / PAGE));
  const pages = Math.ceil(layer.channels / PAGE);
  const first = page * PAGE;
  const units = Array.from({ length: Math.min(PAGE, layer.channels - first) }, (_, i) => first + i);
  const choose = (unit: number) => studio.change({ target: targetOf(layer, unit) });
  return (
    <>
      {pages > 1 && (
        <div class="row">
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>
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
          <label key={unit}>
            <input type="radio" name="unit" checked={unit === chosen} onChange={() => choose(unit)} />
            <span>{layer.vocabulary?.[unit] ?? unit}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

type Target = ReturnType<typeof useRoom>['studio']['form']['value']['target'];

function chosenOf(layer: LayerFacts, target: Target): number | undefined {
  if (target.kind === 'unit') return target.layer === layer.name ? target.unit : undefined;
  if (target.kind === 'word') return undefined;
  const unit = layer.vocabulary?.indexOf(target.token) ?? -1;
  return unit < 0 ? undefined : unit;
}

function targetOf(layer: LayerFacts, unit: number): Target {
  return { kind: 'unit', layer: layer.name, unit };
}
