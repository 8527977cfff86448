import { afterEach, expect, test, vi } from 'vitest';
import { gpuAdapter } from './adapter.js';
import { guarded } from './guarded.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const withAdapter = (adapter: unknown) => vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });

test('an adapter of hardware is named', async () => {
  withAdapter({ info: { vendor: 'nvidia', architecture: 'lovelace', device: '', description: '' } });
  expect(await gpuAdapter()).toBe('nvidia lovelace');
  withAdapter({ info: { vendor: '', isFallbackAdapter: false } });
  expect(await gpuAdapter()).toBe('an adapter without a name');
});

test.each([
  ['no WebGPU', {}, /has no WebGPU/],
  ['no adapter', { gpu: { requestAdapter: async () => null } }, /finds no adapter/],
  ['an error', { gpu: { requestAdapter: async () => Promise.reject(new Error('blocked')) } }, /\(blocked\)/],
  ['a fallback', { gpu: { requestAdapter: async () => ({ isFallbackAdapter: true }) } }, /is software/],
  ['one by its facts', { gpu: { requestAdapter: async () => ({ info: { isFallbackAdapter: true } }) } }, /is software/],
  [
    'one by name',
    { gpu: { requestAdapter: async () => ({ info: { vendor: 'google', architecture: 'swiftshader' } }) } },
    /is software \(google swiftshader\), slower than WebAssembly/,
  ],
])('why not: %s', async (_, navigator, why) => {
  vi.stubGlobal('navigator', navigator);
  await expect(gpuAdapter()).rejects.toThrow(why);
});

test('one that a guarded program has given up is not there any more', async () => {
  withAdapter({ info: { vendor: 'nvidia' } });
  expect(await gpuAdapter()).toBe('nvidia');
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const program = { found: false, program: {}, run: async () => [], free: () => {} };
  await guarded(async (on) => {
    if (on === 'device') throw new Error('too large');
    return program;
  });
  await expect(gpuAdapter()).rejects.toThrow('the GPU failed in this page before, and was given up');
});
