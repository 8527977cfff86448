import { COARSE } from './formulations.ts';
import type { Row } from './row.ts';
import type { Quartiles } from './statistics.ts';

/** A heading and what a row says under it. */
type Column = readonly [heading: string, cell: (row: Row) => string];

/** A median and its quartiles. */
export const spread = ({ low, median, high }: Quartiles, digits: number) =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;

const shape: readonly Column[] = [
  ['model', ({ model }) => model],
  ['L', ({ layer }) => String(layer)],
  ['batch', ({ batch }) => String(batch)],
  ['seconds', ({ samples }) => String(samples / 16000)],
];

const theirMs =
  (name: string) =>
  ({ formulations: { [name]: found }, ours }: Row): string =>
    !found || 'failed' in found ? 'failed' : spread(found.ms, digitsFor(ours));

const ratioTo =
  (name: (row: Row) => string) =>
  (row: Row): string => {
    const found = row.formulations[name(row)];
    return !found || 'failed' in found ? '–' : spread(found.ratio, 2);
  };

const digitsFor = ({ median }: Quartiles) => (median < 20 ? 1 : 0);

/** Our step in bytes, beside PyTorch's fastest in float32. */
const bytes: readonly Column[] = [
  ['i8, ms', ({ bytes, ours }) => (bytes ? spread(bytes.ms, digitsFor(ours)) : '–')],
  ['i8 ÷ best', (row) => (row.bytes ? (row.bytes.ms.median / theirs(row)).toFixed(2) : '–')],
];

const theirs = ({ formulations, best }: Row): number => {
  const found = formulations[best];
  return found && !('failed' in found) ? found.ms.median : Number.NaN;
};

/** Where the processor multiplies bfloat16. */
const coarse: readonly Column[] = [
  ['bfloat16', theirMs(COARSE)],
  ['ours ÷ bfloat16', ratioTo(() => COARSE)],
];

/** Times of a step in ms and ratios of ours to theirs: median and quartiles. */
export const times = (rows: readonly Row[]): readonly Column[] => [
  ...shape,
  ['pairs', ({ pairs }) => String(pairs)],
  ['ours, ms', ({ ours }) => spread(ours, digitsFor(ours))],
  ['eager', theirMs('eager')],
  ['channels-last', theirMs('channels-last')],
  ['compile', theirMs('compile')],
  ['original', theirMs('original')],
  ['ours ÷ best', ratioTo(({ best }) => best)],
  ['ours ÷ original', ratioTo(() => 'original')],
  ...(rows.some((row) => row.bytes) ? bytes : []),
  ...(rows.some(({ formulations }) => COARSE in formulations) ? coarse : []),
];

/** What a step costs beside its time. */
export const costs: readonly Column[] = [
  ...shape,
  ['first step, s', ({ firstStepMs }) => (firstStepMs / 1000).toFixed(2)],
  ['second unit, s', ({ secondUnit: { ms, found } }) => `${(ms / 1000).toFixed(2)}${found ? '' : ' (not found)'}`],
  ['peak memory, GB', ({ peakBytes }) => (peakBytes / 1e9).toFixed(2)],
  ['best GEMM, GFLOP/s', ({ gemmGflops: { torch, onnxruntime } }) => `${torch.toFixed(0)} / ${onnxruntime.toFixed(0)}`],
  ['of it', ({ gemmFraction }) => `${(100 * gemmFraction).toFixed(0)} %`],
  [
    '2 programs × 1 thread',
    ({ throughput }) =>
      throughput ? `${(100 * (throughput.twoOfOne / throughput.oneOfTwo - 1)).toFixed(0).replace('-', '−')} %` : '–',
  ],
];

const cellsOf = <R>(columns: readonly (readonly [string, (row: R) => string])[], rows: readonly R[]) => [
  columns.map(([heading]) => heading),
  ...rows.map((row) => columns.map(([, cell]) => cell(row))),
];

/** Columns aligned for a terminal. */
export function asText<R>(columns: readonly (readonly [string, (row: R) => string])[], rows: readonly R[]): string {
  const cells = cellsOf(columns, rows);
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  return cells.map((line) => line.map((cell, i) => cell.padStart(widths[i]!)).join('  ')).join('\n');
}

/** A Markdown table. */
export function asMarkdown<R>(columns: readonly (readonly [string, (row: R) => string])[], rows: readonly R[]): string {
  const [head, ...body] = cellsOf(columns, rows).map((line) => `| ${line.join(' | ')} |`);
  return [head, `|${' ---: |'.repeat(columns.length)}`, ...body].join('\n');
}

/** Formulations that did not run, and why. */
export function failures(rows: readonly Row[]): string[] {
  return rows.flatMap(({ model, layer, batch, samples, formulations }) =>
    Object.entries(formulations).flatMap(([name, found]) =>
      'failed' in found
        ? [`PyTorch's ${name} (${model}, L = ${layer}, batch ${batch}, ${samples} samples): ${found.failed}`]
        : [],
    ),
  );
}
