import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { thisMachine } from './machine.ts';
import { measure } from './measure.ts';
import { plot } from './plot.ts';
import { headOf, merged, type Report, readReport, writeWhole } from './report.ts';
import type { Row } from './row.ts';
import { asText, costs, failures, times } from './table.ts';

// Forward and gradient of one unit at the middle frame, at random weights, beside PyTorch in alternating steps.
// Needs: pip install torch==2.13.0+cpu transformers, and for torch.compile a C++ compiler.
const { values: flags } = parseArgs({
  options: {
    model: { type: 'string', default: 'base' },
    layers: { type: 'string' },
    batches: { type: 'string', default: '1,4' },
    samples: { type: 'string', default: '16000' },
    pairs: { type: 'string', default: '30' },
    threads: { type: 'string', default: '2' },
    json: { type: 'string', default: 'out/bench.json' },
    /** Keeps the file's rows of other steps: a run in slices. */
    keep: { type: 'boolean', default: false },
  },
});
const TINY = fileURLToPath(new URL('../packages/wav2vec2-tiny/models/tiny/config.json', import.meta.url));
const LAYERS: Readonly<Record<string, string>> = { base: '3,12', large: '3,12', tiny: '3,4' };
/** Clips longer than this get fewer pairs: their steps vary less. */
const LONG = 32_000;
const LONG_PAIRS = 10;

const list = (text: string) => text.split(',').map(Number);
const pairs = Number(flags.pairs);
const earlier = flags.keep ? await readReport(flags.json).catch(() => undefined) : undefined;
let report: Report | undefined = earlier;
for (const model of flags.model.split(',')) {
  for (const samples of list(flags.samples))
    for (const layer of list(flags.layers ?? LAYERS[model] ?? '3'))
      for (const batch of list(flags.batches)) {
        const wanted = { model, layer, batch, samples, threads: Number(flags.threads) };
        const { row, versions } = await measure(
          { ...wanted, pairs: samples > LONG ? Math.min(pairs, LONG_PAIRS) : pairs },
          model === 'tiny' ? TINY : model,
        );
        const fresh = { date: new Date().toISOString().slice(0, 10), machine: thisMachine(), versions, rows: [row] };
        report = report ? merged(report, fresh) : fresh;
        await writeWhole(flags.json, `${JSON.stringify(report, null, 2)}\n`);
        console.log(lineOf(row));
      }
}
const picture = flags.json.replace(/\.json$|$/, '.svg');
await writeWhole(picture, plot(report!));
console.log(`\n${headOf(report!)}\n`);
console.log(`${asText(times(report!.rows), report!.rows)}\n\n${asText(costs, report!.rows)}`);
for (const failure of failures(report!.rows)) console.log(failure);
console.log(`\nwritten to ${flags.json} and ${picture}`);

function lineOf({ model, layer, batch, samples, best, ours, formulations }: Row): string {
  const built = Object.entries(formulations).map(([name, found]) =>
    'failed' in found ? `${name} failed` : `${name} ${found.buildSeconds.toFixed(1)} s`,
  );
  return `${model} L=${layer} batch ${batch} ${samples} samples: ${ours.median.toFixed(1)} ms, best of PyTorch ${best} (built: ${built.join(', ')})`;
}
