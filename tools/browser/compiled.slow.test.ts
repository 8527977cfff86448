import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage, type PageOptions, withServedPage } from './built-page.js';
import { hasChromium } from './chromium.js';
import type { Comparison, Renders } from './page/compare.js';

// The page compares with TensorFlow.js's own WebAssembly backend, whose kernels and gradients the models' golden tests hold
// against PyTorch; bounds are those of the compiled engine everywhere.
const VALUES = 1e-5;
const GRADIENTS = 1e-4;

const PAGE = join(import.meta.dirname, 'page');
let vite: NonNullable<PageOptions['vite']>;
let built: string;

beforeAll(async () => {
  if (!hasChromium) return;
  built = await mkdtemp(join(tmpdir(), 'audiate-page-'));
  vite = {
    resolve: { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] },
    build: { outDir: built, emptyOutDir: true },
  };
  await buildPage(PAGE, { vite });
});
afterAll(() => built && rm(built, { recursive: true }));

const open = <T>(options: PageOptions, use: (page: Page) => Promise<T>) =>
  withServedPage(PAGE, { ...options, vite }, use);

function print(provider: string, figures: Readonly<Record<string, number>>): void {
  const columns = Object.entries(figures).map(([name, apart]) => [name, apart.toExponential(1)] as const);
  const rows = [
    ['', ...columns.map(([name]) => name)],
    [`onnxruntime-web, ${provider}`, ...columns.map(([, apart]) => apart)],
  ];
  for (const row of rows) {
    const cells = row.map((cell, i) => cell.padEnd(i === 0 ? 25 : 11));
    console.log(cells.join('').trimEnd());
  }
}

function expectSame({ activations, gradient }: Comparison): void {
  for (const [layer, apart] of Object.entries(activations)) expect(apart, layer).toBeLessThan(VALUES);
  expect(gradient).toBeLessThan(GRADIENTS);
}

function expectSameRenders({ audio, scores }: Renders): void {
  expect(scores).toBeLessThan(VALUES);
  expect(audio).toBeLessThan(GRADIENTS);
}

const RENDER_AUTOMATICALLY = `compareRenders('auto')`;

describe.skipIf(!hasChromium)('onnxruntime-web in Chromium', () => {
  test('the automatic choice: WebAssembly in a worker; activations, a gradient and a render are those of TensorFlow.js', async () => {
    await open({}, async (page) => {
      const renders = await page.evaluate<Renders>(RENDER_AUTOMATICALLY);
      expect(renders.engines[0]).toMatch(/^onnxruntime: onnxruntime-web \S+ in a worker, 1 thread$/);
      expectSameRenders(renders);
      const found = await page.evaluate<Comparison>('compare(undefined, 8_000)');
      expectSame(found);
      print('wasm', { ...found.activations, gradient: found.gradient, scores: renders.scores, audio: renders.audio });
    });
  });

  test("the page's event loop goes on while a program computes", async () => {
    // A busy machine may give the page no time during one run, or several.
    let most = 0;
    await open({}, async (page) => {
      for (let run = 0; run < 50 && most <= 20; run++) {
        most = Math.max(most, await page.evaluate<number>('turnsOfOneRun()'));
      }
    });
    expect(most).toBeGreaterThan(20);
  });

  test('where the page forbids workers, its own thread goes on, and the engine says so', async () => {
    const headers = {
      'Content-Security-Policy': "worker-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'",
    };
    const renders = await open({ headers }, (page) => page.evaluate<Renders>(RENDER_AUTOMATICALLY));
    expect(renders.engines[0]).toMatch(
      /^onnxruntime: onnxruntime-web \S+ in this thread, which it blocks: no worker starts \(its script does not load, or a Content-Security-Policy forbids it\), 1 thread$/,
    );
    expectSameRenders(renders);
  });

  test('a page that is cross-origin isolated computes in threads', async (context) => {
    const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    await open({ headers }, async (page) => {
      const cores = await page.evaluate<number>('navigator.hardwareConcurrency');
      if (cores < 2) return context.skip('this machine has one core');
      const renders = await page.evaluate<Renders>(RENDER_AUTOMATICALLY);
      const threads = Number(/ in a worker, (\d+) threads$/.exec(renders.engines[0]!)?.[1]);
      expect(threads, renders.engines[0]).toBeGreaterThan(1);
      expectSameRenders(renders);
    });
  });

  test('WebGPU, on a software adapter where there is no other: the same, and nothing falls back to the CPU', async (context) => {
    const flags = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
    const found = await open({ flags }, async (page) => {
      if (!(await page.evaluate('navigator.gpu?.requestAdapter()'))) return undefined;
      expect(await page.evaluate('whollyOnWebgpu()')).toBe('loaded');
      return page.evaluate<Comparison>(`compare(['webgpu'], 2_000)`);
    });
    if (!found) return context.skip('this Chromium has no WebGPU adapter');
    print('webgpu', { ...found.activations, gradient: found.gradient });
    expectSame(found);
  });
});
