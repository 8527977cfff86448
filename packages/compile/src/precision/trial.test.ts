import { expect, test } from 'vitest';
import { nodesInOrder } from '../graph/order.js';
import { loadProgram, type Program } from '../session/program.js';
import { type Means, tryBytes } from './trial.js';

/** Programs whose products in bytes are another machine's: what they answer, and in what time. */
function machine(bytes: (value: number) => number, bytesMs: number): Means {
  let clock = 0;
  return {
    now: () => clock,
    async load(outputs, options): Promise<Program> {
      const program = await loadProgram(outputs, options);
      const isBytes = nodesInOrder(outputs).some(({ op }) => op === 'MatMulIntegerToFloat');
      return {
        ...program,
        async run(feeds, asked) {
          const [answer] = await program.run(feeds, asked);
          clock += isBytes ? bytesMs : 10;
          return [isBytes ? (answer as Float32Array).map(bytes) : answer!];
        },
      };
    },
  };
}

test('this machine computes products in bytes right, whole, and twice the same', async () => {
  const found = await tryBytes(1);
  expect(found.whole).toBe(true);
  // The rounding of four products is 2.1 %.
  expect(found.error).toBeGreaterThan(0.015);
  expect(found.error).toBeLessThan(0.03);
  expect(found.ratio).toBeGreaterThan(0);
  expect((await tryBytes(1)).error).toBe(found.error);
});

test('a machine that cuts the sums of two products to 16 bits, as AVX2 does where weights have eight', async () => {
  // 512 products of 255 · 127, each pair cut to 32767, less 128 · 127 for each: 4 of 512 are left.
  const { whole, ratio } = await tryBytes(
    1,
    machine((value) => Math.sign(value) * Math.min(Math.abs(value), 4), 3),
  );
  expect(whole).toBe(false);
  expect(ratio).toBeCloseTo(0.3, 10);
});

test('a machine without memory for all three programs: those that were loaded are released', async () => {
  const found: string[] = [];
  const load: Means['load'] = async () => {
    if (found.push('loaded') === 3) throw new Error('no memory');
    return { run: () => Promise.reject(new Error('ran')), release: async () => void found.push('released') } as never;
  };
  await expect(tryBytes(1, { load, now: () => 0 })).rejects.toThrow('no memory');
  expect(found).toEqual(['loaded', 'loaded', 'loaded', 'released', 'released']);
});

test('a machine whose products are off', async () => {
  const { error, whole } = await tryBytes(
    1,
    machine((value) => (Math.abs(value) > 100 ? value : 1.2 * value), 20),
  );
  expect(whole).toBe(true);
  expect(error).toBeGreaterThan(0.18);
});
