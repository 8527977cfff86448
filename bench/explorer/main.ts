// The explorer in Chromium without a GPU: how long the first view of an atlas takes from the page's opening, and a frame while one
// drags, zooms and points. Chromium draws as fast as it can here, so that a frame's time is what it costs.
// `npm run bench:explorer -- --units 60000 --opens 5`
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSyntheticAtlas } from '@audiate/atlas/internal/testing/synthetic-atlas';
import type { Page } from 'playwright-core';
import { type Served, withStudio } from '../../apps/studio/e2e/served-studio.ts';
import { describeMachine, thisMachine } from '../machine.ts';
import { FRAMES } from './frames.ts';

const { values: flags } = parseArgs({
  options: {
    units: { type: 'string', default: '60000' },
    opens: { type: 'string', default: '5' },
    frames: { type: 'string', default: '200' },
    width: { type: 'string', default: '1400' },
    height: { type: 'string', default: '860' },
  },
});

const units = Number(flags.units);

await withStudio(measure, {
  prepare: (folder) => writeSyntheticAtlas(join(folder, 'atlas'), { units }),
  flags: ['--disable-frame-rate-limit', '--disable-gpu-vsync'],
});

async function measure({ page, address }: Served): Promise<void> {
  await page.setViewportSize({ width: Number(flags.width), height: Number(flags.height) });
  const opens: number[] = [];
  for (let i = 0; i < Number(flags.opens); i++) opens.push(await firstView(page, `${address}atlas.html`));
  const load = loadavg()[0]!.toFixed(1);
  console.log(`Chromium, no GPU, ${flags.width} × ${flags.height}, on ${describeMachine(thisMachine())}; load ${load}`);
  console.log(`first view of ${units} units: ${opens.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  const box = (await page.locator('.canvas canvas').boundingBox())!;
  // A mouse that the page has seen is one that it may capture.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (const gesture of ['drag', 'zoom', 'point'] as const) {
    const { times, busy } = await page.evaluate<{ times: number[]; busy: number[] }>(
      `(${FRAMES})('${gesture}', ${flags.frames})`,
    );
    console.log(`a frame while one ${gesture}s: ${told(times)}; of it the page's thread is busy: ${told(busy)}`);
  }
}

/** From the start of the navigation until the points are drawn, in ms. */
async function firstView(page: Page, address: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(address);
  return page.evaluate<number>(`new Promise((resolve) => {
    const see = (list) => list.getEntriesByName('map drawn').forEach(({ startTime }) => resolve(startTime));
    new PerformanceObserver(see).observe({ type: 'mark', buffered: true });
  })`);
}

function told(all: readonly number[]): string {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1);
  return `median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms`;
}
