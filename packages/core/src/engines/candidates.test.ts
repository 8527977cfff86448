import { expect, test, vi } from 'vitest';
import { candidatesFor } from './candidates.js';
import type { EngineChoice } from './engine.js';
import { beginOnEngine } from './open.js';

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
  expect(candidatesFor({ device: 'auto' })).toEqual(candidatesFor('auto'));
  expect(() => candidatesFor({ device: 'cuda' })).toThrow(
    'device "cuda" is for Node; in a browser choose from auto, cpu, webgpu',
  );
});

test('what is recorded asks for the same again', async () => {
  const onWebgpu = { name: 'onnxruntime', executionProviders: ['webgpu'] } as const;
  const recorded = (choice: EngineChoice) => candidatesFor(choice).map(({ settings }) => settings);
  expect(recorded('auto')).toEqual([onWebgpu, undefined, undefined, undefined, undefined]);
  expect(recorded({ device: 'webgpu' })).toEqual([onWebgpu, undefined]);
  expect(recorded(onWebgpu)).toEqual([onWebgpu]);
  // as the lane of a sweep, too, by the guarded way
  for (const share of [undefined, { lane: 1, of: 2 }]) {
    const { report, settings } = await beginOnEngine('auto', (engine) => engine, share);
    expect([report.detail, settings]).toEqual(['webgpu, guarded', onWebgpu]);
  }
});
