import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex, scan } from '@audiate/dataset';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { withBuiltPage } from './built-page.js';
import { hasChromium } from './chromium.js';
import type { Looked } from './index-page/main.js';
import { serveRanges } from './serve-ranges.js';

const clips = Array.from({ length: 400 }, (_, i) => ({
  file: `clip-${i}.wav`,
  sound: () =>
    Float32Array.from({ length: 1_600 * (1 + (i % 6)) }, (_, t) =>
      Math.sin(t * (0.01 + (i % 97) * 1e-3) + i * t * 1e-5),
    ),
}));

/** Ranges as they were asked for, by their beginnings. */
const inOrder = (asked: readonly string[]) =>
  asked.map((range) => range.split('-').map(Number) as [from: number, to: number]).sort(([a], [b]) => a - b);

test.skipIf(!hasChromium)(
  'a page opens an index at an address: the facts and one row group are fetched, without ranges the whole',
  async () => {
    const options = { layers: ['filters', 'energies'], engine: 'cpu', window: 0.25, topK: 1024, sampled: 512 } as const;
    const bytes = await (await scan(toyModel({ channels: 31 }), clips, options)).bytes();
    expect(bytes.length).toBeGreaterThan(2 ** 19);
    const unit = await (await openIndex(bytes)).unit('filters', 3);
    const right: Looked = {
      layers: ['filters', 'energies'],
      mean: unit.mean,
      top: unit.top.map(({ file, value }) => ({ file, value })),
    };
    const servers = {
      ranges: await serveRanges(bytes),
      noHead: await serveRanges(bytes, 'head'),
      noRanges: await serveRanges(bytes, 'ranges'),
      missing: await serveRanges(bytes, 'file'),
    };
    const built = await mkdtemp(join(tmpdir(), 'audiate-index-page-'));
    const resolve = { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] };
    const vite = { resolve, build: { outDir: built, emptyOutDir: true } };
    try {
      await withBuiltPage(join(import.meta.dirname, 'index-page'), { vite }, async (page) => {
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(error.message));
        const look = (...args: readonly unknown[]) =>
          page.evaluate<Looked>(`look(${args.map((one) => JSON.stringify(one)).join(', ')})`);

        const { ranges, noHead, noRanges, missing } = servers;
        expect(await look(ranges.address)).toEqual({ layers: right.layers });
        const facts = ranges.sent();
        expect(facts).toBeLessThan(bytes.length * 0.3);
        // The facts once more, and a row group for each layer: nothing of one lies in the other.
        const groups = [];
        for (const layer of ['filters', 'energies']) {
          const before = ranges.sent();
          ranges.asked.splice(0);
          expect((await look(ranges.address, layer, 3)).layers).toEqual(right.layers);
          const asked = inOrder(ranges.asked);
          expect(asked.pop()![1]).toBe(bytes.length - 1);
          const sent = ranges.sent() - before - facts;
          expect(sent).toBe(asked.reduce((sum, [from, to]) => sum + to + 1 - from, 0));
          expect(sent).toBeGreaterThan(0.2 * bytes.length);
          expect(sent).toBeLessThan(0.7 * bytes.length);
          groups.push([asked[0]![0], asked.at(-1)![1]] as const);
        }
        expect(groups[0]![1]).toBeLessThan(groups[1]![0]);
        expect(await look(ranges.address, 'filters', 3)).toEqual(right);

        expect(await look(noHead.address, 'filters', 3)).toEqual(right);
        expect(noHead.asked).not.toContain('whole');
        expect(await look(noRanges.address, 'filters', 3)).toEqual(right);
        expect([noRanges.asked, noRanges.sent()]).toEqual([['whole'], bytes.length]);
        expect((await look(missing.address)).message).toMatch(/^InputError: can't read "http.*404/);
        expect(faults).toEqual([]);
      });
    } finally {
      for (const server of Object.values(servers)) server.close();
      await rm(built, { recursive: true });
    }
  },
);
