import { type Evaluation, type Transfer, thresholds } from '@audiate/evaluate';
import { quartiles } from '../../bench/statistics.ts';
import type { TargetRecord } from './record.ts';

/** A column: what it says of one target, and of several. */
interface Column {
  readonly head: string;
  cell(evaluation: Evaluation): string;
  ofAll(evaluations: readonly Evaluation[]): string;
}

/** A number of every target, and its median over those of which it can be told. */
const figure = (head: string, digits: number, read: (evaluation: Evaluation) => number | undefined): Column => ({
  head,
  cell: (evaluation) => number(read(evaluation), digits),
  ofAll: (evaluations) => number(median(evaluations.map(read)), digits),
});

const figures: readonly Column[] = [
  figure('score ÷ natural maximum', 2, ({ scale }) => scale?.ratio),
  figure('percentile', 1, ({ scale }) => scale?.percentile),
  figure('retention, mean', 2, ({ retention }) => retention.mean),
  figure('worst', 2, ({ retention }) => retention.worst),
  figure('energy ±150 ms', 2, ({ naturalness }) => naturalness.energyWithin150ms),
  figure('density', 2, ({ naturalness }) => naturalness.density),
];

const verdict: Column = {
  head: 'verdict',
  cell: (evaluation) => evaluation.verdict.words,
  ofAll: (evaluations) =>
    (['excited', 'natural', 'robust'] as const)
      .map((check) => `${evaluations.filter(({ verdict: { checks } }) => checks[check]).length} ${check}`)
      .join(', '),
};

const judge = (name: string): Column => ({
  head: name,
  cell: ({ transfer }) => heardAs(transfer?.[name]),
  ofAll: (evaluations) => heardInAll(evaluations.flatMap(({ transfer }) => transfer?.[name] ?? [])),
});

/** A Markdown table: a line for each target, then one of medians for each kind, in the order in which kinds come. */
export function tableOf(records: readonly TargetRecord[]): string {
  const judges = [...new Set(records.flatMap(({ evaluation }) => Object.keys(evaluation.transfer ?? {})))];
  const columns = [...figures, ...judges.map(judge), verdict];
  const line = (name: string, cells: readonly string[]) =>
    `| ${[name, ...cells].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const kinds = [...new Set(records.map(({ kind }) => kind))].map((kind) => {
    const evaluations = records.filter((record) => record.kind === kind).map(({ evaluation }) => evaluation);
    const name = `**median of ${evaluations.length} ${kind}${evaluations.length > 1 ? 's' : ''}**`;
    return line(
      name,
      columns.map(({ ofAll }) => ofAll(evaluations)),
    );
  });
  return [
    line(
      'target',
      columns.map(({ head }) => head),
    ),
    `| --- |${' ---: |'.repeat(figures.length)}${' --- |'.repeat(judges.length + 1)}`,
    ...records.map(({ target, evaluation }) =>
      line(
        target,
        columns.map(({ cell }) => cell(evaluation)),
      ),
    ),
    ...kinds,
  ].join('\n');
}

function heardAs(transfer: Transfer | undefined): string {
  if (!transfer) return NOTHING;
  if (transfer.kind === 'token') return transfer.heard ? 'heard' : transfer.heardAnywhere ? 'elsewhere' : 'not heard';
  if (transfer.kind === 'text') return `error ${number(transfer.errorRate, 2)}`;
  return canTell(transfer) ? `above ${number(transfer.percentile, 1)} %` : "can't tell";
}

function heardInAll(transfers: readonly Transfer[]): string {
  const tokens = transfers.filter((one) => one.kind === 'token');
  const texts = transfers.filter((one) => one.kind === 'text');
  const guesses = transfers.filter((one) => one.kind === 'linear').filter(canTell);
  const parts = [
    ...(tokens.length > 0 ? [`${tokens.filter(({ heard }) => heard).length} of ${tokens.length} heard`] : []),
    ...(texts.length > 0 ? [`error ${number(median(texts.map(({ errorRate }) => errorRate)), 2)}`] : []),
    ...(guesses.length > 0 ? [`above ${number(median(guesses.map(({ percentile }) => percentile)), 1)} %`] : []),
  ];
  return parts.join(', ') || NOTHING;
}

const canTell = ({ r2 }: { readonly r2: number }): boolean => r2 >= thresholds.r2.value;

const NOTHING = '–';

function median(values: readonly (number | undefined)[]): number | undefined {
  const told = values.filter((value): value is number => Number.isFinite(value));
  return told.length > 0 ? quartiles(told).median : undefined;
}

function number(value: number | undefined, digits: number): string {
  return Number.isFinite(value) ? value!.toFixed(digits).replace('-', '\u2212') : NOTHING;
}
