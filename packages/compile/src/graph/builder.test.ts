import { expect, test } from 'vitest';
import { createBuilder, type Rule } from './builder.js';
import { madeBy, nodeOf } from './graph.js';

test('a rule that follows ways which part and meet again is asked once for each node', () => {
  const extent = { shape: [4], dtype: 'float32' } as const;
  let asked = 0;
  const negateUp: Rule<'Neg'> = ({ inputs: [x] }, build) => {
    asked += 1;
    const sum = madeBy(x, 'Add');
    if (!sum) return undefined;
    const [a, b] = sum.inputs;
    return [build.one('Add', [build.one('Neg', [a], extent), build.one('Neg', [b], extent)], extent)];
  };
  const build = createBuilder({ Neg: [negateUp] });
  let x = build.input('x', extent);
  const depth = 40;
  for (let i = 0; i < depth; i++) x = build.one('Add', [x, build.one('Exp', [x], extent)], extent);
  const negated = build.one('Neg', [x], extent);
  expect(nodeOf(negated)!.op).toBe('Add');
  expect(asked).toBe(2 * depth + 1);
});
