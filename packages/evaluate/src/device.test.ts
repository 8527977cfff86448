import { type EngineOptions, objectives, type RenderResult, render } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { beforeAll, expect, test } from 'vitest';
import { evaluate } from './evaluate.js';
import { readOut } from './read-out/read-out.js';
import { retention } from './retention/retention.js';
import { transferTo } from './transfer/transfer.js';

const model = toyModel();
const target = objectives.neuron('energies', 2);
let result: RenderResult;
beforeAll(async () => {
  result = await render(model, target, { samples: 8000, steps: 2, engine: 'cpu' });
});

const calls: Readonly<Record<string, (on: EngineOptions) => Promise<unknown>>> = {
  evaluate: (on) => evaluate(result, { model, draws: 1, ascent: false, ...on }),
  retention: (on) => retention(model, result.audio, target, { draws: 1, ...on }),
  transferTo: (on) => transferTo(model, result.audio, { model, objectives: [target], ...on }),
};

test.each(Object.entries(calls))('%s takes a device, and refuses a misspelt one and both', async (_, call) => {
  await call({ device: 'cpu' });
  await expect(call({ device: 'gpu' as never })).rejects.toThrow(
    'unknown device "gpu"; choose from auto, cpu, cuda, webgpu',
  );
  await expect(call({ device: 'cpu', engine: 'cpu' })).rejects.toThrow(
    'engine and device both say what runs the model, got "cpu" and "cpu"; leave one out',
  );
});

test('readOut refuses a misspelt device and both before it hears', async () => {
  const read = (on: EngineOptions) => readOut(model, result.audio, on);
  await expect(read({ device: 'gpu' as never })).rejects.toThrow('unknown device "gpu"');
  await expect(read({ device: 'cpu', engine: 'cpu' })).rejects.toThrow('leave one out');
});
