import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBlock } from '../tools/docs/block.ts';
import { type EagerReport, eagerColumns } from './eager-report.ts';
import { describeMachine } from './machine.ts';
import { plot } from './plot.ts';
import { headOf, readReport, writeWhole } from './report.ts';
import { asMarkdown, costs, failures, times } from './table.ts';

// Writes what out/bench.json and out/bench-eager.json hold into docs/engines.md and docs/images/bench.svg.
const { values: flags } = parseArgs({
  options: {
    json: { type: 'string', default: 'out/bench.json' },
    eager: { type: 'string', default: 'out/bench-eager.json' },
  },
});
const report = await readReport(flags.json);
const docs = new URL('../docs/', import.meta.url);
const page = fileURLToPath(new URL('engines.md', docs));
const body = [
  `${headOf(report)}.`,
  '',
  asMarkdown(times, report.rows),
  '',
  asMarkdown(costs, report.rows),
  ...failures(report.rows).map((failure) => `\n${failure.replaceAll('|', '\\|')}`),
].join('\n');
const eager: EagerReport = JSON.parse(await readFile(flags.eager, 'utf8'));
const { machine, node, tfjs, model, batch, samples, date } = eager;
const eagerBody = [
  `${describeMachine(machine)}; node ${node}, tfjs ${tfjs}; ${model}, batch ${batch}, ${samples} samples; ${date}.`,
  '',
  asMarkdown(eagerColumns, eager.rows),
].join('\n');
const text = withBlock(await readFile(page, 'utf8'), 'benchmark', body);
await writeWhole(page, withBlock(text, 'eager', eagerBody));
await writeWhole(fileURLToPath(new URL('images/bench.svg', docs)), plot(report));
