import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { createBuilder } from '../graph/builder.js';
import { encodeModel } from '../onnx/encode.js';
import { reportRuntime } from './report.js';
import { openThread } from './thread.js';

beforeEach(() => tf.setBackend('cpu'));

const pair = { shape: [2], dtype: 'float32' } as const;
const negation = () => {
  const build = createBuilder();
  const x = build.input('x', pair);
  const y = build.one('Neg', [x], pair);
  return encodeModel({ inputs: [{ name: 'x', value: x }], outputs: [{ name: 'y', value: y }], initializers: [] });
};
const entry = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

test('programs run beside the caller: the event loop goes on while one computes', async () => {
  const side = 512;
  const program = await compile(
    ({ x }) => {
      let power: tf.Tensor = x!;
      for (let i = 0; i < 60; i++) power = tf.tanh(tf.matMul(power as tf.Tensor2D, x as tf.Tensor2D));
      return tf.sum(power);
    },
    { inputs: { x: [side, side] }, threads: 1 },
  );
  expect((await reportRuntime()).where).toBe('in a worker thread');
  const x = new Float32Array(side * side).fill(1e-3);
  /** How often the event loop turns during a run: once or twice, however long it takes, where that keeps the loop from turning. */
  const turnsOfOneRun = async () => {
    let [turns, computing] = [0, true];
    const turn = () => {
      turns += 1;
      if (computing) setImmediate(turn);
    };
    setImmediate(turn);
    await program.run({ x });
    computing = false;
    return turns;
  };
  // a busy machine may give this thread no time during one run, or several
  let most = 0;
  for (let run = 0; run < 50 && most <= 20; run++) most = Math.max(most, await turnsOfOneRun());
  expect(most).toBeGreaterThan(20);
  program.dispose();
});

test('views are fed alone, and stay with the caller', async () => {
  const host = await openThread();
  const loaded = await host.load(negation(), {});
  const whole = Float32Array.of(9, 1, 2, 9);
  const { y } = await loaded.run({ x: { ...pair, data: whole.subarray(1, 3) } });
  expect(Array.from(y as Float32Array)).toEqual([-1, -2]);
  expect(Array.from(whole)).toEqual([9, 1, 2, 9]);
  await loaded.release();
});

describe('a thread that ends', () => {
  test('one sentence for what was under way and what comes; the process goes on', async () => {
    const host = await openThread(
      entry(`import { parentPort } from 'node:worker_threads';
        parentPort.on('message', ({ call, task }) => {
          if (task === 'run') throw new Error('out of luck');
          parentPort.postMessage({ call, answer: task === 'open' ? '0.0.0' : undefined });
        });`),
    );
    expect(host.lost()).toBe(false);
    const loaded = await host.load('anything', {});
    const said = /^the worker thread of ONNX Runtime ended \(out of luck\).*compile or render again/;
    const runs = [loaded.run({}), loaded.run({})];
    for (const run of runs) await expect(run).rejects.toThrow(said);
    expect(host.lost()).toBe(true);
    await expect(loaded.run({})).rejects.toThrow(said);
    await expect(loaded.release()).resolves.toBeUndefined();
  });

  test('and one that never starts', async () => {
    const missing = new URL('./no-such-file.js', import.meta.url);
    await expect(openThread(missing)).rejects.toThrow(/Cannot find module/);
    await expect(openThread(entry('process.exit(3)'))).rejects.toThrow(/^exit code 3$/);
  });
});
