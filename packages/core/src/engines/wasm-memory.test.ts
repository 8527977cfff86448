import { defineModel } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { activations } from '../hearing/activations.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';

const { model, objective } = toy;
const options = { ...toy.options, engine: 'wasm' } as const;

/** The model on the way to which `before` runs. */
const behind = (before: () => tf.Tensor) =>
  defineModel({
    ...model,
    forward: (audio, layers) => model.forward(tf.add(audio, before()) as tf.Tensor2D, layers),
  });
/** No heap has room for it, and none is touched: just below 4 GiB, which malloc refuses, and above, beyond an address. */
const vast = { 'a tensor below 4 GiB': [2 ** 15, 2 ** 15 - 1], 'a tensor of 16 GiB': [2 ** 16, 2 ** 16] };

interface WasmBackend extends tf.KernelBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
}
const wasm = () => tf.engine().findBackend('wasm') as WasmBackend;
const rendered = async () => (await render(model, objective, options)).audio;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(Object.entries(vast))('memory that has no room for %s', (_, shape) => {
  const greedy = behind(() => tf.mean(tf.fill(shape, 1)));
  const ran = 'the engine "wasm" ran out of memory hearing';

  test('is told with the batch to try; the next render is as before, and nothing leaks', async () => {
    const expected = await rendered();
    const before = [tf.memory().numTensors, wasm().numDataIds()];
    const [first, heap] = [wasm(), wasm().wasm.HEAPU8.length];
    const cases = [
      [
        { batch: 8 },
        '8 sounds of 0.02 s at once; try batch: 4, or chunk: 4, which hears the same batch piece by piece',
      ],
      [{ batch: 8, chunk: 3 }, '3 sounds of 0.02 s at once; try chunk: 1, or batch: 4'],
      [{ batch: 1 }, '1 sound of 0.02 s at once; try a shorter sound, or a layer nearer to the input'],
    ] as const;
    for (const [size, said] of cases) {
      const error = await render(greedy, objective, { ...options, draws: 1, ...size }).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ name: 'InputError', message: `${ran} ${said}` });
      expect(error).toMatchObject({
        cause: { message: expect.stringMatching(/^the memory of WebAssembly is full: /) },
      });
    }
    expect([tf.memory().numTensors, wasm().numDataIds()]).toEqual(before);
    expect(await rendered()).toEqual(expected);
    expect(wasm()).toBe(first);
    expect(wasm().wasm.HEAPU8.length).toBe(heap);
  });

  test('is told where a clip is heard', async () => {
    const sounds = [0, 1, 2, 3].map(() => new Float32Array(384));
    await expect(activations(greedy, sounds, ['filters'], { engine: 'wasm' })).rejects.toThrow(
      `${ran} 4 sounds of 0.02 s at once; try 2 sounds at a time`,
    );
  });
});

test('what a kernel held when there was no memory for more is freed', async () => {
  await rendered();
  const before = wasm().numDataIds();
  // The sum over the first axis transposes its operand; the product then has no room.
  const held = behind(() => {
    const wide = tf.ones([2 ** 15, 2]);
    return tf.mean(tf.matMul(wide, wide.transpose(), false, false).add(tf.sum(wide, 0).mean()));
  });
  const { _malloc: malloc } = wasm().wasm as unknown as { _malloc: (bytes: number) => number };
  let calls = 0;
  for (const failing of [3, 4, 5, 6, 7]) {
    calls = 0;
    Object.assign(wasm().wasm, { _malloc: (bytes: number) => malloc(++calls === failing ? 2 ** 40 : bytes) });
    const heard = activations(held, new Float32Array(384), ['filters'], { engine: 'wasm' });
    await expect(heard).rejects.toThrow(/ran out of memory/);
    expect(wasm().numDataIds()).toBe(before);
  }
  Object.assign(wasm().wasm, { _malloc: malloc });
});

test('a module that aborted is made anew for the next render, also where it is the user’s backend', async () => {
  const expected = await rendered();
  await tf.setBackend('wasm');
  const [aborted, kept] = [wasm(), tf.scalar(3)];
  const tensors = tf.memory().numTensors;
  /** Spoils malloc's books, as a tensor at the address 0 did. */
  const spoiled = behind(() => {
    aborted.wasm.HEAPU8.fill(1);
    return tf.mean(tf.matMul(tf.ones([512, 512]), tf.ones([512, 512])));
  });
  const error = await render(spoiled, objective, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(await rendered()).toEqual(expected);
  expect(wasm()).not.toBe(aborted);
  expect(tf.getBackend()).toBe('wasm');
  expect(tf.tidy(() => tf.scalar(2).add(1).arraySync())).toBe(3);
  expect(() => kept.dataSync()).toThrow('this tensor was lost when its WebAssembly module aborted');
  kept.dispose();
  expect(tf.memory().numTensors).toBe(tensors - 1);
  await tf.setBackend('cpu');
});
