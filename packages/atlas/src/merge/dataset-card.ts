import type { AtlasPlan } from '../plan/atlas-plan.js';
import type { UnitRow } from '../rows/unit-row.js';

/** The `README.md` of a merged atlas: what it is, how to read it, and the header by which the Hugging Face Hub knows it. */
export function datasetCard({ model, settings, source }: AtlasPlan, rows: readonly UnitRow[]): string {
  const layers = [...new Set(rows.map(({ layer }) => layer))];
  const counted = layers.map((layer) => `| ${cell(layer)} | ${rows.filter((row) => row.layer === layer).length} |`);
  const engines = [...new Set(rows.map(({ engine }) => cell(engine)))];
  return `---
configs:
  - config_name: default
    data_files: index.parquet
tags:
  - audio
  - interpretability
---

# The atlas of ${cell(model.name)}

The sound that each of ${rows.length} units listens for, found by gradient ascent with audiate: ${settings.steps} steps,
${settings.samples / model.sampleRate} s at ${model.sampleRate} Hz, seed ${settings.seed}, on ${engines.join(', ')}.
The model is ${cell(source ?? model.name)}, fingerprint \`${cell(model.fingerprint)}\`.

\`index.parquet\` has one row a unit. \`sound_file\`, \`sound_offset\` and \`sound_bytes\` tell where its FLAC (24 bits) is in an
uncompressed tar archive: one request of that range gets it. A sound is \`1 / gain\` times what its file holds. \`recipe\` makes
it again by \`replay\`; the unit is its item \`item\`.

| layer | units |
| --- | --- |
${counted.join('\n')}
`;
}

/** A name from a file that anyone may have written, as text of a table. */
function cell(text: string): string {
  return text.slice(0, 200).replace(/[^\p{L}\p{N} ._:/@-]/gu, '_');
}
