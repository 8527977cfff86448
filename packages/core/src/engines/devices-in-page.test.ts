import { expect, test, vi } from 'vitest';
import { candidatesFor } from './candidates.js';
import type { Device } from './device.js';

vi.mock('@audiate/protocol', async (original) => ({
  ...(await original<typeof import('@audiate/protocol')>()),
  inNode: false,
}));

const triedOn = (device: Device) => candidatesFor({ device }).map(({ name, settings }) => settings ?? name);

test('what a device is tried on in a page', () => {
  expect(triedOn('cpu')).toEqual(['onnxruntime', 'wasm', 'cpu']);
  expect(triedOn('webgpu')).toEqual([{ name: 'onnxruntime', executionProviders: ['webgpu'] }, 'webgpu']);
  expect(candidatesFor({ device: 'auto' })).toEqual(candidatesFor('auto'));
  expect(() => triedOn('cuda')).toThrow('device "cuda" is for Node; in a browser choose from auto, cpu, webgpu');
});
