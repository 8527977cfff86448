import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage, type PageOptions, withServedPage } from './built-page.js';
import { hasChromium } from './chromium.js';
import type { Comparison, Rendered } from './page/compare.js';
import { difference } from './page/difference.js';

// The page compares with TensorFlow.js's own WebAssembly backend, whose kernels and gradients the models' golden tests hold
// against PyTorch; bounds are those of the compiled engine everywhere.
const VALUES = 1e-5;
const GRADIENTS = 1e-4;

const PAGE = join(import.meta.dirname, 'page');
let vite: NonNullable<PageOptions['vite']>;
let built: string;
let expected: Rendered;

beforeAll(async () => {
  if (!hasChromium) return;
  built = await mkdtemp(join(tmpdir(), 'audiate-page-'));
  vite = {
    resolve: { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] },
    build: { outDir: built, emptyOutDir: true },
  };
  await buildPage(PAGE, { vite });
  expected = await open({}, (page) => page.evaluate<Rendered>(`renderOn('wasm')`));
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

/** How far a render is from that of TensorFlow.js. */
function apart({ audio, scores }: Rendered) {
  const found = { scores: difference(scores, expected.scores), audio: difference(audio, expected.audio) };
  expect(found.scores).toBeLessThan(VALUES);
  expect(found.audio).toBeLessThan(GRADIENTS);
  return found;
}

const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const RENDER_AUTOMATICALLY = `renderOn('auto')`;

describe.skipIf(!hasChromium)('onnxruntime-web in Chromium', () => {
  test('the automatic choice: WebAssembly in a worker; activations, a gradient and a render are those of TensorFlow.js', async () => {
    await open({}, async (page) => {
      const rendered = await page.evaluate<Rendered>(RENDER_AUTOMATICALLY);
      expect(rendered.engine).toMatch(/^onnxruntime: onnxruntime-web \S+ in a worker, 1 thread$/);
      const found = await page.evaluate<Comparison>('compare(undefined, 8_000)');
      expectSame(found);
      print('wasm', { ...found.activations, gradient: found.gradient, ...apart(rendered) });
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
    const rendered = await open({ headers }, (page) => page.evaluate<Rendered>(RENDER_AUTOMATICALLY));
    expect(rendered.engine).toMatch(
      /^onnxruntime: onnxruntime-web \S+ in this thread, which it blocks: no worker starts \(its script does not load, or a Content-Security-Policy forbids it\), 1 thread$/,
    );
    apart(rendered);
  });

  test("the same where the worker's script is not what was named", async () => {
    const { engine } = await open({}, async (page) => {
      await page.evaluate(`setWorkerPath('/no-such-script.js')`);
      return page.evaluate<Rendered>(RENDER_AUTOMATICALLY);
    });
    expect(engine).toMatch(/ in this thread, which it blocks: no worker starts \(its script does not load, /);
  });

  test('a page that is cross-origin isolated computes in threads', async (context) => {
    await open({ headers: ISOLATED }, async (page) => {
      const cores = await page.evaluate<number>('navigator.hardwareConcurrency');
      if (cores < 2) return context.skip('this machine has one core');
      const rendered = await page.evaluate<Rendered>(RENDER_AUTOMATICALLY);
      const threads = Number(/ in a worker, (\d+) threads$/.exec(rendered.engine)?.[1]);
      expect(threads, rendered.engine).toBeGreaterThan(1);
      apart(rendered);
    });
  });

  describe('on WebGPU, by an adapter of software', () => {
    const flags = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
    const hasAdapter = (page: Page) => page.evaluate<boolean>('navigator.gpu.requestAdapter().then(Boolean)');

    test('activations and a gradient are the same, and no node falls back to the CPU', async (context) => {
      await open({ flags }, async (page) => {
        if (!(await hasAdapter(page))) return context.skip('this Chromium has no WebGPU adapter');
        expect(await page.evaluate('whollyOnWebgpu()')).toBe('loaded');
        const found = await page.evaluate<Comparison>(`compare(['webgpu'], 2_000)`);
        print('webgpu', { ...found.activations, gradient: found.gradient });
        expectSame(found);
      });
    });

    test('in a page that is cross-origin isolated, too, whatever threads it asks for', async (context) => {
      await open({ flags, headers: ISOLATED }, async (page) => {
        if (!(await hasAdapter(page))) return context.skip('this Chromium has no WebGPU adapter');
        await page.evaluate('askForThreads(2)');
        const onWebgpu = { name: 'onnxruntime', executionProviders: ['webgpu'] };
        const rendered = await page.evaluate<Rendered>(`renderOn(${JSON.stringify(onWebgpu)}, 2_000)`);
        expect(rendered.engine).toMatch(/ in a worker, 1 thread, on webgpu$/);
        const onProcessor = await page.evaluate<Rendered>(`renderOn('onnxruntime', 2_000)`);
        expect(difference(rendered.scores, onProcessor.scores)).toBeLessThan(VALUES);
      });
    });

    test('the automatic choice passes such an adapter over; one of hardware runs, and when it is lost, WebAssembly goes on', async (context) => {
      await open({ flags }, async (page) => {
        if (!(await hasAdapter(page))) return context.skip('this Chromium has no WebGPU adapter');
        const onProcessor = await page.evaluate<Rendered>(`renderOn('auto', 2_000)`);
        expect(onProcessor.engine).toMatch(/ in a worker, 1 thread$/);

        const said: string[] = [];
        page.on('console', (message) => said.push(message.text()));
        const session = await page.context().browser()!.newBrowserCDPSession();
        const steps: number[] = [];
        await page.exposeFunction('loseGpu', async () => {
          // The GPU's process answers nothing: it is gone.
          if (steps.push(steps.length) === 2) await session.send('Browser.crashGpuProcess').catch(() => {});
        });
        await page.evaluate(`{
          // What tells hardware from software.
          const pretend = (name, value) => Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });
          pretend('isFallbackAdapter', false);
          pretend('vendor', 'made-up');
          for (const name of ['architecture', 'device', 'description']) pretend(name, '');
        }`);
        const lost = await page.evaluate<Rendered>(`renderOn('auto', 2_000, loseGpu)`);
        expect(lost.engine).toMatch(/ in a worker, 1 thread, on webgpu \(made-up\)$/);
        expect(steps).toHaveLength(4);
        const warnings = said.filter((text) => text.includes('the GPU is given up'));
        expect(warnings).toEqual([expect.stringContaining('the GPU')]);
        expect(difference(lost.scores, onProcessor.scores)).toBeLessThan(VALUES);
        expect(difference(lost.audio, onProcessor.audio)).toBeLessThan(GRADIENTS);
      });
    });
  });
});
