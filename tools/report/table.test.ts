import { expect, test } from 'vitest';
import type { TargetRecord } from './record.ts';
import { tableOf } from './table.ts';
import { evaluationOf } from './testing/evaluation.ts';

const record = (target: string, kind: TargetRecord['kind'], evaluation = evaluationOf()): TargetRecord => {
  return { target, kind, made: '2026-01-31', madeBy: 'node', evaluation, lanes: [] };
};
const cells = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
const scaled = (ratio: number) =>
  evaluationOf({ scale: { percentile: 90 + ratio, maximum: 1, ratio, among: 'frames' } });
const token = (heard: boolean, heardAnywhere = heard) =>
  evaluationOf({ transfer: { other: { kind: 'token', token: 'IY', heard, heardAnywhere, said: 'IY' } } });
const text = (errorRate: number) =>
  evaluationOf({ transfer: { other: { kind: 'text', wanted: 'IY', said: 'IY', errorRate } } });
const guess = (percentile: number, r2: number) =>
  evaluationOf({ transfer: { other: { kind: 'linear', layer: 'encoder.1', r2, predicted: 1, percentile } } });

test('a line for each target, then a line of medians for each kind', () => {
  const table = tableOf([
    record('a', 'neuron', scaled(1)),
    record('b', 'neuron', scaled(2)),
    record('c', 'neuron', scaled(4)),
    record('d', 'word', evaluationOf({ verdict: { words: 'not excited', checks: { excited: false } } })),
  ]).split('\n');
  expect(table.map((line) => cells(line)[0])).toEqual([
    'target',
    '---',
    'a',
    'b',
    'c',
    'd',
    '**median of 3 neurons**',
    '**median of 1 word**',
  ]);
  expect(new Set(table.map((line) => cells(line).length))).toEqual(new Set([8]));
  expect(cells(table[3]!)).toEqual(['b', '2.00', '92.0', '0.95', '0.50', '0.41', '0.50', 'excited, natural, robust']);
  expect(cells(table[6]!)[1]).toBe('2.00');
  expect(cells(table[6]!).at(-1)).toBe('3 excited, 3 natural, 3 robust');
  expect(cells(table[7]!).at(-1)).toBe('0 excited, 0 natural, 0 robust');
});

test('what can not be told is a dash, and medians are over the rest', () => {
  const lost = evaluationOf({ retention: { clean: 0, noise: 1, mean: Number.NaN, worst: Number.NaN, each: {} } });
  const { scale: _, ...unscaled } = lost;
  const below = evaluationOf({ retention: { clean: 2, noise: 1, mean: 0.5, worst: -0.25, each: {} } });
  const table = tableOf([record('a', 'word', unscaled), record('b', 'word', below)]).split('\n');
  expect(cells(table[2]!).slice(1, 5)).toEqual(['–', '–', '–', '–']);
  expect(cells(table[3]!).slice(3, 5)).toEqual(['0.50', '−0.25']);
  expect(cells(table[4]!).slice(3, 5)).toEqual(['0.50', '−0.25']);
});

test('a judge has a column: what it hears, and of how many', () => {
  const column = (evaluations: ReturnType<typeof token>[]) =>
    tableOf(evaluations.map((evaluation, i) => record(`${i}`, 'phone', evaluation)))
      .split('\n')
      .map((line) => cells(line)[7]);
  expect(column([token(true), token(false), token(false, true)])).toEqual([
    'other',
    '---',
    'heard',
    'not heard',
    'elsewhere',
    '1 of 3 heard',
  ]);
  expect(column([text(0), text(0.25), text(1)]).slice(2)).toEqual([
    'error 0.00',
    'error 0.25',
    'error 1.00',
    'error 0.25',
  ]);
  expect(column([guess(99, 0.5), guess(100, 0.2), guess(3, 0.1)]).slice(2)).toEqual([
    'above 99.0 %',
    'above 100.0 %',
    "can't tell",
    'above 99.5 %',
  ]);
  expect(column([evaluationOf(), token(true)]).slice(2)).toEqual(['–', 'heard', '1 of 1 heard']);
});

test('a bar in a name does not part a cell', () => {
  expect(cells(tableOf([record('a | b', 'word')]).split('\n')[2]!)[0]).toBe('a \\| b');
});
