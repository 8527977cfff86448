import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBlock } from '../tools/docs/block.ts';
import { type EagerReport, eagerColumns } from './eager-report.ts';
import { describeMachine } from './machine.ts';
import { plot } from './plot.ts';
import { headOf, readReport, writeWhole } from './report.ts';
import { asMarkdown, costs, failures, times } from './table.ts';

// Writes what out/bench.json and, where it is there, out/bench-eager.json hold into docs/benchmark.md and docs/images/bench.svg.
const { values: flags } = parseArgs({
  options: {
    json: { type: 'string', default: 'out/bench.json' },
    eager: { type: 'string', default: 'out/bench-eager.json' },
  },
});
const report = await readReport(flags.json);
const docs = new URL('../docs/', import.meta.url);
const page = fileURLToPath(new URL('benchmark.md', docs));
const body = [
  `${headOf(report)}.`,
  '',
  asMarkdown(times(report.rows), report.rows),
  '',
  asMarkdown(costs, report.rows),
  ...failures(report.rows).map((failure) => `\n${failure.replaceAll('|', '\\|')}`),
].join('\n');
let text = withBlock(await readFile(page, 'utf8'), 'benchmark', body);
if (existsSync(flags.eager)) text = withBlock(text, 'eager', await eagerBlock(flags.eager));
await writeWhole(page, text);
await writeWhole(fileURLToPath(new URL('images/bench.svg', docs)), plot(report));

async function eagerBlock(path: string): Promise<string> {
  const { machine, node, tfjs, model, batch, samples, date, rows }: EagerReport = JSON.parse(
    await readFile(path, 'utf8'),
  );
  const head = `${describeMachine(machine)}; node ${node}, tfjs ${tfjs}; ${model}, batch ${batch}, ${samples} samples; ${date}.`;
  return [head, '', asMarkdown(eagerColumns, rows)].join('\n');
}
