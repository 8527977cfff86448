import { expect, test, vi } from 'vitest';
import { candidatesFor } from './candidates.js';
import type { EngineChoice } from './engine.js';

vi.mock('@audiate/protocol', async (original) => ({
  ...(await original<typeof import('@audiate/protocol')>()),
  inNode: false,
}));
vi.mock('./onnxruntime.js', async (original) => ({
  ...(await original<typeof import('./onnxruntime.js')>()),
  openOnnxruntime: async ({ executionProviders = ['wasm'] } = {}) => ({
    detail: executionProviders.join(),
    threads: 1,
  }),
  openOnnxruntimeOnWebgpu: async () => ({ detail: 'webgpu, guarded', threads: 1 }),
}));

/** The order, and what the compiled engine's candidates run on. */
const order = (choice: EngineChoice) =>
  Promise.all(
    candidatesFor(choice).map(async ({ name, open }) => (name === 'onnxruntime' ? (await open()).detail : name)),
  );

test('in a page the compiled engine comes first, and a device is never another one', async () => {
  expect(await order('auto')).toEqual(['webgpu, guarded', 'wasm', 'webgpu', 'wasm', 'cpu']);
  expect(await order('onnxruntime')).toEqual(['wasm']);
  expect(await order({ device: 'cpu' })).toEqual(['wasm', 'wasm', 'cpu']);
  expect(await order({ device: 'webgpu' })).toEqual(['webgpu', 'webgpu']);
  expect(() => candidatesFor({ device: 'cuda' })).toThrow('in a browser choose from auto, cpu, webgpu');
});
