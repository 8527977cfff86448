import { afterEach, expect, test, vi } from 'vitest';
import type { Runtime, WasmFlags } from './runtime.js';
import { threadsFor, webSettings } from './web-settings.js';

afterEach(() => vi.unstubAllGlobals());

const runtime = (wasm: WasmFlags) => ({ env: { wasm } }) as unknown as Runtime;
const flagsOf = (wasm: WasmFlags) => webSettings(runtime(wasm), 'wasm').flags;

test('addresses are those of the page, whose worker has another base; other settings go along', () => {
  vi.stubGlobal('document', { baseURI: 'https://page.example/app/index.html' });
  expect(flagsOf({})).toEqual({ numThreads: 1 });
  expect(flagsOf({ wasmPaths: '/ort/', simd: 'fixed' })).toEqual({
    wasmPaths: 'https://page.example/ort/',
    simd: 'fixed',
    numThreads: 1,
  });
  const wasm = new URL('https://other.example/ort.wasm');
  expect(flagsOf({ wasmPaths: { wasm, mjs: 'ort.mjs' } }).wasmPaths).toEqual({
    wasm: 'https://other.example/ort.wasm',
    mjs: 'https://page.example/app/ort.mjs',
  });
});

test.each([
  [undefined, false, 8, 1],
  [undefined, true, 1, 1],
  [undefined, true, 2, 2],
  [undefined, true, 8, 4],
  [undefined, true, 64, 8],
  [3, true, 8, 3],
  [0, true, 8, 4],
])('threads: %o asked for, isolated %o, %i cores: %i', (asked, crossOriginIsolated, hardwareConcurrency, threads) => {
  vi.stubGlobal('crossOriginIsolated', crossOriginIsolated);
  vi.stubGlobal('navigator', { hardwareConcurrency });
  expect(threadsFor(asked)).toBe(threads);
});

test.each([undefined, 3])('WebGPU has one thread, also where the page asked for %o', (numThreads) => {
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('navigator', { hardwareConcurrency: 8 });
  const page = runtime(numThreads ? { numThreads } : {});
  expect(webSettings(page, 'webgpu').flags).toEqual({ numThreads: 1 });
  expect(webSettings(page, 'wasm').flags).toEqual({ numThreads: numThreads ?? 4 });
});
