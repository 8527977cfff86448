import type { ShownMap } from '../map/shown-map.js';
import type { Condition } from './read-query.js';

type Test = (i: number) => boolean;

/** The units of a map that meet all conditions, those first whose percentile is highest. What is not known meets no condition on a number. */
export function matching(map: ShownMap, conditions: readonly Condition[]): Uint32Array {
  const tests = conditions.map((condition) => testOf(map, condition));
  const found: number[] = [];
  for (let i = 0; i < map.count; i++) if (tests.every((test) => test(i))) found.push(i);
  const { percentile, score } = map.numbers;
  const known = (value: number) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);
  return Uint32Array.from(
    found.sort((a, b) => known(percentile[b]!) - known(percentile[a]!) || known(score[b]!) - known(score[a]!) || a - b),
  );
}

function testOf(map: ShownMap, condition: Condition): Test {
  if (condition.kind === 'number') {
    const { of, sign, value } = condition;
    const values = of === 'unit' ? map.unit : map.numbers[of];
    const signs: Readonly<Record<typeof sign, Test>> = {
      '=': (i) => values[i] === value,
      '!=': (i) => values[i] !== value && !Number.isNaN(values[i]),
      '<': (i) => values[i]! < value,
      '<=': (i) => values[i]! <= value,
      '>': (i) => values[i]! > value,
      '>=': (i) => values[i]! >= value,
    };
    return signs[sign];
  }
  const lower = { layer: map.layers.map(small), label: map.labels.map(small), name: map.names.map(small) };
  const places = { layer: map.layer, label: map.label, name: map.name };
  const textOf = (of: keyof typeof lower, i: number) => lower[of][places[of][i]!];
  if (condition.kind === 'unit') {
    return (i) => map.unit[i] === condition.unit && textOf('layer', i) === condition.layer;
  }
  const { text } = condition;
  if (condition.kind === 'text') return (i) => (textOf(condition.of, i) === text) !== condition.isNot;
  // A layer by its whole name goes before the layers that begin so: encoder.1 is not encoder.10.
  const isWhole = lower.layer.includes(text);
  const layers = lower.layer.map((layer) => (isWhole ? layer === text : layer.startsWith(text) && text.length > 2));
  return (i) => textOf('label', i) === text || textOf('name', i) === text || layers[map.layer[i]!]!;
}

const small = (text: string): string => text.toLowerCase();
