import { quartiles } from '../statistics.ts';
import type { Row } from './row.ts';

/** The figures of one setting, in the order of the table's columns: text for a cell by the column's head. */
export function summaryOf(rows: readonly Row[], undamped: readonly Row[]): Record<string, string> {
  const judges = [...new Set(rows.flatMap(({ judged }) => Object.keys(judged)))];
  const of = (...kinds: Row['kind'][]) => rows.filter(({ kind }) => kinds.includes(kind));
  const framed = rows.filter(({ natural, kind }) => natural !== null && kind !== 'channel');
  const steps = framed.map(({ reachedAt }) => reachedAt ?? Number.POSITIVE_INFINITY);
  return {
    targets: String(rows.length),
    'natural by 24 steps': share(steps.map((step) => step <= 24)),
    'median step': number(median(steps), 0),
    'score ÷ natural': number(median(framed.map(({ score, natural }) => score / natural!)), 2),
    '÷ undamped': number(median(rows.flatMap((row) => relativeTo(row, undamped))), 2),
    retention: number(mean(rows.map(({ retention }) => retention.mean)), 3),
    'worst ≥ .85': share(rows.map(({ retention }) => retention.worst >= 0.85)),
    '±150 ms, units': number(median(of('unit').map((row) => row.energyWithin150ms)), 2),
    '±150 ms, phones': number(median(of('phone').map((row) => row.energyWithin150ms)), 2),
    density: number(median(rows.map((row) => row.density)), 2),
    'dB/octave': number(median(rows.map((row) => row.slopeDbPerOctave)), 1),
    '< 50 Hz': number(median(rows.map((row) => row.energyBelow50Hz)), 2),
    'peak > 1': share(rows.map(({ peak }) => peak > 1)),
    ...Object.fromEntries(judges.map((judge) => [`phones, ${judge}`, judgedBy(of('phone'), judge)])),
    ...Object.fromEntries(judges.map((judge) => [`word error, ${judge}`, judgedBy(of('word'), judge)])),
    's/step': number(median(rows.map((row) => row.secondsPerStep)), 3),
  };
}

/** A Markdown table of every setting, those of the first of the settings undamped. */
export function tableOf(rows: readonly Row[], order: readonly string[]): string {
  const names = order.filter((name) => rows.some(({ setting }) => setting === name));
  const undamped = rows.filter(({ setting }) => setting === names[0]);
  const lines = names.map(
    (name) =>
      [
        name,
        summaryOf(
          rows.filter(({ setting }) => setting === name),
          undamped,
        ),
      ] as const,
  );
  const heads = [...new Set(lines.flatMap(([, summary]) => Object.keys(summary)))];
  return [
    `| setting | ${heads.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(heads.length)}`,
    ...lines.map(([name, summary]) => `| ${name} | ${heads.map((head) => summary[head] ?? '').join(' | ')} |`),
  ].join('\n');
}

function relativeTo({ target, seed, score }: Row, undamped: readonly Row[]): number[] {
  const own = undamped.find((row) => row.target === target && row.seed === seed);
  return own && own.score > 0 ? [score / own.score] : [];
}

function judgedBy(rows: readonly Row[], judge: string): string {
  return number(mean(rows.flatMap(({ judged }) => (judge in judged ? [judged[judge]!] : []))), 2);
}

const median = (values: readonly number[]) => (values.length > 0 ? quartiles(values).median : Number.NaN);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (those: readonly boolean[]) => number(mean(those.map(Number)), 2);
const number = (value: number, digits: number) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
