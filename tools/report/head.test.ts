import { expect, test } from 'vitest';
import { headOf } from './head.ts';
import { evaluationOf } from './testing/evaluation.ts';

const flags = { steps: '64', seed: '1', engine: 'wasm', judge: ['third=/home/somebody/checkpoint', 'fourth=a=b'] };
const made = (day: string) => ({
  target: 'IY',
  kind: 'phone' as const,
  made: day,
  madeBy: 'node v20.20.2, wasm',
  evaluation: evaluationOf(),
  lanes: [],
});

test('tells days, machine, engine, and the command without a folder of this machine', () => {
  const head = headOf([made('2026-02-01'), made('2026-01-31')], flags);
  expect(head).toMatch(/^2026-01-31 to 2026-02-01; .+ cores, .+; node v20\.20\.2, wasm; `npm run report -- /);
  expect(head).toContain('-- --steps 64 --seed 1 --engine wasm --judge third=FOLDER --judge fourth=FOLDER`');
  expect(head).not.toContain('somebody');
  expect(headOf([made('2026-01-31')], flags)).toMatch(/^2026-01-31; /);
});
