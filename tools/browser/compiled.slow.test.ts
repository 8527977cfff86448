import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withBuiltPage } from './built-page.js';
import { hasChromium } from './chromium.js';
import type { Comparison } from './page/compare.js';

// The page compares with TensorFlow.js's own WebAssembly backend, whose kernels and gradients the models' golden tests hold
// against PyTorch; bounds are those of the compiled engine everywhere.
const VALUES = 1e-5;
const GRADIENTS = 1e-4;

let built: string;
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'audiate-page-'));
});
afterAll(() => rm(built, { recursive: true }));

const open = <T>(flags: readonly string[], use: Parameters<typeof withBuiltPage<T>>[2]): Promise<T> =>
  withBuiltPage(
    join(import.meta.dirname, 'page'),
    {
      flags,
      vite: {
        resolve: { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] },
        build: { outDir: built, emptyOutDir: true },
      },
    },
    use,
  );

function print(provider: string, { activations, gradient, scores, audio }: Comparison): void {
  const columns = Object.entries({ ...activations, gradient, scores, audio });
  const [names, figures] = [columns.map(([name]) => name), columns.map(([, apart]) => apart.toExponential(1))];
  for (const row of [
    ['', ...names],
    [`onnxruntime-web, ${provider}`, ...figures],
  ]) {
    console.log(
      row
        .map((cell, i) => cell.padEnd(i === 0 ? 25 : 11))
        .join('')
        .trimEnd(),
    );
  }
}

function expectSame({ activations, scores, gradient, audio }: Comparison): void {
  for (const [layer, apart] of Object.entries(activations)) expect(apart, layer).toBeLessThan(VALUES);
  expect(scores).toBeLessThan(VALUES);
  expect(gradient).toBeLessThan(GRADIENTS);
  expect(audio).toBeLessThan(GRADIENTS);
}

describe.skipIf(!hasChromium)('onnxruntime-web in Chromium', () => {
  test('WebAssembly: activations, a gradient and a render are those of TensorFlow.js', async () => {
    const found = await open(['--disable-gpu'], (page) => page.evaluate<Comparison>(`compare(['wasm'])`));
    print('wasm', found);
    expect(found.engines[0]).toMatch(/^onnxruntime: onnxruntime-web \S+ in this thread, 1 thread, on wasm$/);
    expectSame(found);
  });

  test('WebGPU, on a software adapter where there is no other: the same', async (context) => {
    const flags = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
    const found = await open(flags, async (page) => {
      if (!(await page.evaluate('navigator.gpu?.requestAdapter()'))) return undefined;
      await page.evaluate(`{
        const { prototype } = GPUComputePassEncoder;
        const { dispatchWorkgroups } = prototype;
        globalThis.dispatched = 0;
        prototype.dispatchWorkgroups = function (...sizes) {
          globalThis.dispatched += 1;
          return dispatchWorkgroups.apply(this, sizes);
        };
      }`);
      const comparison = await page.evaluate<Comparison>(`compare(['webgpu'])`);
      return { comparison, dispatched: await page.evaluate<number>('dispatched') };
    });
    if (!found) return context.skip('this Chromium has no WebGPU adapter');
    print('webgpu', found.comparison);
    // Programs of hundreds of nodes ran at every step; what runs on the CPU instead is no dispatch.
    expect(found.dispatched).toBeGreaterThan(1_000);
    expectSame(found.comparison);
  });
});
