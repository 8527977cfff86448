import { expect, test } from 'vitest';
import { nodesInOrder } from '../graph/order.js';
import { loadProgram, type Program } from '../session/program.js';
import { choosePrecision } from './choose.js';
import { type Means, tryBytes } from './trial.js';

/** Programs whose answers and times are another machine's: `bytes` changes what products in bytes answer. */
function machine({ bytes, bytesMs }: { bytes: (value: number) => number; bytesMs: number }): Means {
  let clock = 0;
  return {
    now: () => clock,
    async load(outputs, options): Promise<Program> {
      const program = await loadProgram(outputs, options);
      const isBytes = nodesInOrder(outputs).some(({ op }) => op === 'MatMulIntegerToFloat');
      return {
        ...program,
        async run(inputs, lifted) {
          const [answer] = await program.run(inputs, lifted);
          clock += isBytes ? bytesMs : 10;
          return [isBytes ? (answer as Float32Array).map(bytes) : answer!];
        },
      };
    },
  };
}

const on = (means: Means) => ({ threads: 1, trial: (threads: number) => tryBytes(threads, means) });
const same = (value: number) => value;
/** As where pairs of products are cut to 16 bits: what is large is less. */
const cut = (value: number) => Math.sign(value) * Math.min(Math.abs(value), 300);
const noisy = (value: number) => value * 1.2;

test('a trial on this machine: right, whole, and repeatable', async () => {
  const found = await tryBytes(1);
  expect(found.whole).toBe(true);
  // The rounding of four products: seen with 1.8 %.
  expect(found.error).toBeGreaterThan(0.005);
  expect(found.error).toBeLessThan(0.03);
  expect(found.ratio).toBeGreaterThan(0);
  expect((await tryBytes(1)).error).toBe(found.error);
});

test.each([
  ['quick and right', same, 6, 'i8'],
  ['right, of the time that is just enough', same, 7, 'i8'],
  ['right and hardly quicker', same, 8, 'f32'],
  ['quick, large sums cut', cut, 3, 'f32'],
  ['quick and off', noisy, 3, 'f32'],
  ['quick and no number', () => Number.NaN, 3, 'f32'],
] as const)('auto on a machine that is %s', async (_, bytes, bytesMs, precision) => {
  expect(await choosePrecision('auto', on(machine({ bytes, bytesMs })))).toBe(precision);
});

test.each([
  ['large sums cut', cut, /products in bytes come out wrong on this machine \(cut where they are large\); choose/],
  [
    'answers off',
    (value: number) => (Math.abs(value) > 100 ? value : noisy(value)),
    /wrong on this machine \(20 % off\)/,
  ],
] as const)('i8 is refused on a machine with %s', async (_, bytes, said) => {
  await expect(choosePrecision('i8', on(machine({ bytes, bytesMs: 3 })))).rejects.toThrow(said);
});

test('i8 is taken on a slow machine, f32 without a trial', async () => {
  expect(await choosePrecision('i8', on(machine({ bytes: same, bytesMs: 30 })))).toBe('i8');
  const trial = () => Promise.reject(new Error('tried'));
  expect(await choosePrecision('f32', { threads: 1, trial })).toBe('f32');
  expect(await choosePrecision('auto', { threads: 1, executionProviders: ['webgpu', 'cpu'], trial })).toBe('f32');
  await expect(choosePrecision('auto', { threads: 1, executionProviders: ['cpu'], trial })).rejects.toThrow('tried');
});
