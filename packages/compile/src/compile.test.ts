import { weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compile, programCount, releaseIdlePrograms } from './index.js';
import { numbers } from './testing/agree.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterEach(releaseIdlePrograms);

const x = numbers(6);
const inputs = { x: [2, 3] };
const threads = 1;
const message = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'resolved',
    (error: Error) => error,
  );

describe('nothing is frozen by accident', () => {
  const mistakes: [string, (x: tf.Tensor) => tf.Tensor, RegExp][] = [
    ['dataSync', (x) => tf.mul(x, x.dataSync()[0]!), /asked for the numbers of a tensor \(dataSync.*eager engine/],
    ['arraySync', (x) => tf.mul(x, (x.arraySync() as number[][])[0]![0]!), /asked for the numbers/],
    ['a random tensor', (x) => tf.add(x, tf.randomNormal([2, 3])), /drew a random number .*feed the numbers/],
    ['dropout', (x) => tf.dropout(x, 0.5), /drew a random number/],
    ['Math.random', (x) => tf.mul(x, Math.random()), /drew a random number/],
    ['an untraceable kernel', (x) => tf.cumprod(x), /kernel Cumprod can't be compiled; .*eager engine/],
    ['complex numbers', (x) => tf.real(tf.complex(x, x)), /can't/],
  ];
  test.each(mistakes)('%s throws, and all is as it was', async (_, fn, said) => {
    const before = tf.memory();
    const { random } = Math;
    for (const wrt of [[], ['x']]) {
      const failure = await message(compile(({ x }) => fn(x!), { inputs, wrt, threads }));
      expect(failure).toBeInstanceOf(Error);
      expect((failure as Error).message).toMatch(said);
    }
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(tf.getBackend()).toBe('cpu');
    expect(Math.random).toBe(random);
    expect((tf.engine() as unknown as { state: { activeTape: unknown } }).state.activeTape ?? null).toBeNull();
    const [gradient] = [
      tf.tidy(
        () =>
          tf
            .grad((y: tf.Tensor) => tf.square(y))(tf.scalar(3))
            .dataSync()[0],
      ),
    ];
    expect(gradient).toBe(6);
  });
});

describe('programs', () => {
  const matrix = weight(numbers(12), [3, 4]);
  const scaled = (lambda: number, row: number) => (given: Readonly<Record<string, tf.Tensor>>) => {
    const hidden = tf.tanh(tf.matMul(given.x as tf.Tensor2D, matrix.tensor() as tf.Tensor2D));
    return tf.mul(tf.sum(tf.slice(hidden, [row, 0], [1, 4])), lambda);
  };

  test('another number, another row: one program, other results, each right', async () => {
    const found: number[] = [];
    for (const [lambda, row] of [
      [1.5, 0],
      [2.5, 0],
      [1.5, 1],
    ] as const) {
      const program = await compile(scaled(lambda, row), { inputs, wrt: ['x'], threads, verify: true });
      const { values, gradients } = await program.run({ x });
      found.push(values.value![0] as number);
      expect(gradients.x!.slice(row * 3, row * 3 + 3).every((g) => g !== 0)).toBe(true);
      expect(Array.from(gradients.x!.slice(3 - row * 3, 6 - row * 3))).toEqual([0, 0, 0]);
      program.dispose();
      expect(programCount()).toBe(1);
    }
    expect(found[1]! / found[0]!).toBeCloseTo(2.5 / 1.5, 5);
    expect(new Set(found).size).toBe(3);
  });

  test('places on axes of unlike lengths that happen to be one number are one program with others', async () => {
    const cell = (row: number, channel: number) => (given: Readonly<Record<string, tf.Tensor>>) => {
      const hidden = tf.tanh(tf.matMul(given.x as tf.Tensor2D, matrix.tensor() as tf.Tensor2D));
      return tf.sum(tf.slice(hidden, [row, channel], [1, 1]));
    };
    const whole = await compile((given) => tf.tanh(tf.matMul(given.x as tf.Tensor2D, matrix.tensor() as tf.Tensor2D)), {
      inputs,
      threads,
    });
    const hidden = (await whole.run({ x })).values.value!;
    whole.dispose();
    const found: boolean[] = [];
    for (const [row, channel] of [
      [1, 1],
      [0, 3],
      [0, 0],
      [1, 2],
    ] as const) {
      const program = await compile(cell(row, channel), { inputs, wrt: ['x'], threads, verify: true });
      expect((await program.run({ x })).values.value![0]).toBeCloseTo(Number(hidden[4 * row + channel]), 6);
      found.push(program.found);
      program.dispose();
    }
    expect(found).toEqual([false, true, true, true]);
  });

  test('other weights are another program, and a disposed weight frees its own', async () => {
    const other = weight(numbers(12, 5), [3, 4]);
    const first = await compile(scaled(2, 0), { inputs, threads });
    const second = await compile((given) => tf.sum(tf.matMul(given.x as tf.Tensor2D, other.tensor() as tf.Tensor2D)), {
      inputs,
      threads,
    });
    expect([first.found, second.found, programCount()]).toEqual([false, false, 2]);
    first.dispose();
    second.dispose();
    other.dispose();
    expect(programCount()).toBe(1);
  });

  test('weights as inputs give the same', async () => {
    const results = [];
    for (const weights of ['initializer', 'input'] as const) {
      const program = await compile(scaled(2, 1), { inputs, wrt: ['x'], threads, weights });
      results.push(await program.run({ x }));
      program.dispose();
    }
    const [built, fed] = results.map(({ gradients }) => gradients.x!);
    for (const [i, value] of built!.entries()) expect(value).toBeCloseTo(fed![i]!, 5);
    expect(results[0]!.values.value![0]).toBeCloseTo(Number(results[1]!.values.value![0]), 5);
  });

  test('100 functions leave nothing', async () => {
    const once = async (i: number) => {
      const program = await compile(scaled(i + 0.5, i % 2), { inputs, wrt: ['x'], threads });
      await program.run({ x });
      program.dispose();
    };
    await once(0);
    const before = tf.memory();
    for (let i = 0; i < 100; i++) await once(i);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(programCount()).toBe(1);
    releaseIdlePrograms();
    expect(programCount()).toBe(0);
  });

  test('several values by name, with their shapes', async () => {
    const program = await compile(({ x }) => ({ rows: tf.sum(x!, 1), value: tf.sum(tf.square(x!)) }), {
      inputs,
      wrt: ['x'],
      threads,
    });
    const { values, gradients } = await program.run({ x: Float32Array.of(1, 2, 3, 4, 5, 6) });
    expect(program.shapes).toEqual({ rows: [2], value: [] });
    expect(Array.from(values.rows as Float32Array)).toEqual([6, 15]);
    expect(Array.from(values.value as Float32Array)).toEqual([91]);
    expect(Array.from(gradients.x!)).toEqual([2, 4, 6, 8, 10, 12]);
    program.dispose();
  });

  test('a gradient by an input that is not used is zero', async () => {
    const program = await compile(({ x }) => tf.sum(x!), { inputs: { x: [2], y: [3] }, wrt: ['x', 'y'], threads });
    const { gradients } = await program.run({ x: Float32Array.of(1, 2), y: new Float32Array(3) });
    expect(gradients).toEqual({ x: Float32Array.of(1, 1), y: new Float32Array(3) });
    program.dispose();
  });

  test('tensors of the user that the function holds stay usable', async () => {
    const mine = tf.tensor1d([1, 2, 3]);
    const program = await compile(({ x }) => tf.sum(tf.mul(x!, mine)), { inputs, wrt: ['x'], threads });
    const { gradients } = await program.run({ x });
    expect(Array.from(gradients.x!)).toEqual([1, 2, 3, 1, 2, 3]);
    const doubled = tf.mul(mine, 2);
    expect(Array.from(doubled.dataSync())).toEqual([2, 4, 6]);
    tf.dispose([mine, doubled]);
    program.dispose();
  });
});

test('gradients on demand: the same bits where they are asked for, and none where not', async () => {
  const matrix = weight(numbers(40_000), [200, 200]);
  const fn = ({ x, k }: Readonly<Record<string, tf.Tensor>>) => {
    const hidden = tf.tanh(tf.matMul(x as tf.Tensor2D, matrix.tensor() as tf.Tensor2D));
    const scored = tf.sum(tf.mul(tf.sigmoid(tf.matMul(hidden, matrix.tensor())), k!));
    return { hidden, value: scored };
  };
  const options = { inputs: { x: [5, 200], k: [1], unread: [3] }, wrt: ['x', 'k', 'unread'], threads };
  const always = await compile(fn, options);
  const asked = await compile(fn, { ...options, gradients: 'on demand' });
  expect(asked.found).toBe(false);
  const feeds = { x: numbers(1000), k: Float32Array.of(0.7), unread: numbers(3) };
  const whole = await always.run(feeds);
  expect(whole.gradients.x!.some((slope) => slope !== 0)).toBe(true);
  for (const gradients of [false, true, false, true]) {
    const found = await asked.run(feeds, { gradients });
    expect(found.values).toEqual(whole.values);
    expect(found.gradients).toEqual(gradients ? whole.gradients : {});
  }
  for (const { dispose } of [always, asked]) dispose();
  matrix.dispose();
});

describe('mistakes', () => {
  test('verify tells a function that means another thing when traced', async () => {
    const fickle = ({ x }: Readonly<Record<string, tf.Tensor>>) =>
      tf.sum(tf.mul(x!, tf.getBackend() === 'cpu' ? 2 : 3));
    const program = await compile(fickle, { inputs, verify: true, threads });
    await expect(program.run({ x })).rejects.toThrow(/differs from the eager one in value/);
    program.dispose();
  });

  test.each([
    [{ x: new Float32Array(5) }, /input "x" takes a Float32Array of 6 numbers, shape \[2,3\], got/],
    [{}, /got none/],
    [{ x: new Int32Array(6) }, /takes a Float32Array/],
  ])('a wrong feed: %o', async (feeds, said) => {
    const program = await compile(({ x }) => tf.neg(x!), { inputs, threads });
    await expect(program.run(feeds as never)).rejects.toThrow(said);
    program.dispose();
  });

  test.each([
    [{ inputs, threads: 0 }, /threads of compile must be a whole number at least 1, got 0/],
    [{ inputs, wrt: ['y'], threads }, /unknown wrt of compile "y"; choose from x/],
    [{ inputs, weights: 'both', threads }, /unknown weights of compile "both"; choose from initializer, input/],
  ])('a wrong option: %o', async (options, said) => {
    await expect(compile(({ x }) => tf.neg(x!), options as never)).rejects.toThrow(said);
    await expect(compile(({ x }) => tf.neg(x!), options as never)).rejects.toBeInstanceOf(InputError);
  });

  test('after dispose', async () => {
    const program = await compile(({ x }) => tf.neg(x!), { inputs, threads });
    program.dispose();
    program.dispose();
    await expect(program.run({ x })).rejects.toThrow(/was disposed; compile it again/);
  });
});
