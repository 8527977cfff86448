import { useRef, useState } from 'preact/hooks';
import { dropZone } from '../files/drop-zone.js';
import { pickedFiles } from '../files/picked-files.js';
import type { PlacedFile } from '../files/placed-file.js';
import { topLevel } from '../files/top-level.js';
import { sourceOf } from '../state/source-of.js';
import { wanted } from '../state/wanted.js';
import { useRoom } from './context.js';

/** Chooses a model: an embedded one, one of the Hugging Face Hub, or files of the reader's. */
export function ModelPicker() {
  const { studio } = useRoom();
  const { form, model, opening } = studio;
  const [id, setId] = useState(sourceOf(form.value.model)?.kind === 'hub' ? form.value.model : '');
  const folder = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [rate, setRate] = useState(16_000);
  const openFiles = (placed: readonly PlacedFile[]) => {
    const [first] = placed;
    if (!first) return;
    const given = topLevel(placed);
    const name = (given.folder ?? first.file.name).slice(0, 120);
    void studio.open({ kind: 'files', ...given, sampleRate: rate }, `file:${name}`);
  };
  // What the program was started with, only the program opens.
  const named = studio.places.now.value === 'machine' ? studio.named : undefined;
  const openNamed = (name: string) => {
    const source = sourceOf(name, named);
    if (source) void studio.open(source, name);
  };
  const current = opening.value?.name ?? form.value.model;
  return (
    <section class="model" aria-label="Model" {...dropZone(openFiles, studio.fail, { depth: 1 })}>
      <div class="row">
        {[...new Set([...(named === undefined ? [] : [named]), 'tiny', 'tinyB'])].map((name) => (
          <button
            type="button"
            key={name}
            aria-pressed={current === name}
            disabled={opening.value !== undefined}
            onClick={() => openNamed(name)}
          >
            {name.replace(/^file:/, '')}
          </button>
        ))}
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            openNamed(id.trim());
          }}
        >
          <label>
            <span>Hub id</span>
            <input
              type="text"
              value={id}
              placeholder="owner/name"
              pattern="[\w.\-]+/[\w.\-]+"
              required
              onInput={(event) => setId(event.currentTarget.value)}
            />
          </label>
          <button type="submit" disabled={opening.value !== undefined}>
            Download
          </button>
        </form>
        <button type="button" onClick={() => folder.current?.click()}>
          Folder …
        </button>
        <button type="button" onClick={() => file.current?.click()}>
          ONNX file …
        </button>
        <label>
          <span>at Hz</span>
          <input
            type="number"
            min={1000}
            max={192_000}
            value={rate}
            onInput={(event) => setRate(event.currentTarget.valueAsNumber || 16_000)}
          />
        </label>
        <input
          ref={folder}
          type="file"
          hidden
          aria-label="Checkpoint folder"
          // @ts-expect-error the attribute is not in preact's types
          webkitdirectory
          multiple
          onChange={(event) => openFiles(pickedFiles(event.currentTarget))}
        />
        <input
          ref={file}
          type="file"
          hidden
          aria-label="ONNX file"
          accept=".onnx,.data,.onnx_data"
          multiple
          onChange={(event) => openFiles(pickedFiles(event.currentTarget))}
        />
      </div>
      <p role="status">{describe(opening.value, model.value) ?? wanted(form.value.model)}</p>
    </section>
  );
}

type Studio = ReturnType<typeof useRoom>['studio'];

function describe(opening: Studio['opening']['value'], model: Studio['model']['value']): string | undefined {
  if (opening) {
    const { name, loading } = opening;
    if (!loading) return `Opening ${name} …`;
    const share = loading.total ? `, ${Math.round((100 * loading.bytes) / loading.total)} %` : '';
    return `Downloading ${loading.file}${share}`;
  }
  if (!model) return undefined;
  const units = model.layers.reduce((sum, { channels }) => sum + channels, 0);
  return `${model.name}: ${model.layers.length} layers, ${units.toLocaleString('en')} units, hears ${model.sampleRate.toLocaleString('en')} Hz`;
}
