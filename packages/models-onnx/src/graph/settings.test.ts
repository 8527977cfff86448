import { onRelease } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { readModel } from '../file/model.js';
import { modelOf } from '../testing/operator-case.js';
import { felt } from '../values/value.js';
import { evaluatorOf } from './evaluate.js';
import { buildProgram } from './program.js';
import { createKeeper } from './settings.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Which arrays of frozen numbers are told to be gone. */
function released(body: () => void): object[] {
  const gone: object[] = [];
  let open = true;
  onRelease((data) => {
    if (open) gone.push(data);
  });
  body();
  open = false;
  return gone;
}

test('a weight that is disposed is kept no longer', () => {
  const keeper = createKeeper();
  const [first, second] = [Float32Array.of(1), Float32Array.of(2)];
  const made = keeper.keep(first, [1]);
  keeper.keep(second, [1]);
  expect(released(() => made.dispose())).toEqual([first]);
  expect(released(() => keeper.free())).toEqual([second]);
  expect(released(() => keeper.free())).toEqual([]);
});

test('a weight that is used again after it was disposed, or after all were freed, is freed with the next ones', () => {
  const keeper = createKeeper();
  const made = keeper.keep(Float32Array.of(1, 2), [2]);
  const before = tf.memory().numTensors;
  for (const free of [() => made.dispose(), () => keeper.free()]) {
    free();
    expect([...made.tensor().dataSync()]).toEqual([1, 2]);
    expect(tf.memory().numTensors).toBe(before + 1);
  }
  keeper.free();
  expect(tf.memory().numTensors).toBe(before);
});

test('a transform of many lengths keeps the numbers of the last one', () => {
  const { opset, graph } = readModel(modelOf({ name: 'DFT', op: 'DFT', shape: [1, 8, 1] }), 'the model');
  const keeper = createKeeper();
  const program = buildProgram(graph, { opset, keeper, thing: 'the model', given: new Map(), fed: ['x'] });
  const evaluate = evaluatorOf(program);
  const run = (length: number) =>
    tf.tidy(() => void evaluate({ fed: new Map([['x', felt(tf.zeros([1, length, 1]))]]), wanted: ['y'] }));
  const before = tf.memory().numTensors;
  expect(released(() => [4, 5, 6, 7].forEach(run))).toHaveLength(3);
  expect(released(() => keeper.free())).toHaveLength(1);
  expect(tf.memory().numTensors).toBe(before);
});
