// A render in a page of Chromium, built by Vite: the time of a step, of the first step from the page's opening, how long the
// page's thread was kept from answering, and the memory of the page's process.
// `npm run bench:page -- --cases tiny:4:1,base:3:1 --steps 24 --engines auto,wasm` (a case: model, blocks, batch)
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { buildPage, type PageOptions, withServedPage } from '../../tools/browser/built-page.ts';
import { describeMachine, thisMachine } from '../machine.ts';
import { randomCheckpoint } from '../random-model.ts';
import { quartiles } from '../statistics.ts';
import { asText, spread } from '../table.ts';
import type { Asked, Seen } from './page/main.ts';

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: 'tiny:4:1,tiny:4:4,base:3:1' },
    engines: { type: 'string', default: 'auto,wasm' },
    steps: { type: 'string', default: '24' },
    seconds: { type: 'string', default: '1' },
  },
});

const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const PAGE = join(import.meta.dirname, 'page');

interface Row extends Seen {
  readonly model: string;
  readonly batch: number;
  readonly peakBytes: number;
}

const work = await mkdtemp(join(tmpdir(), 'audiate-bench-page-'));
try {
  const cases = flags.cases.split(',').map((text) => {
    const [size, layer, batch] = text.split(':') as [string, string, string];
    return { size, layer: Number(layer), batch: Number(batch), name: `${size}-${layer}` };
  });
  for (const { size, layer, name } of cases) await writeCheckpoint(join(work, 'public', name), size, layer);
  const vite = {
    resolve: { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] },
    publicDir: join(work, 'public'),
    build: { outDir: join(work, 'built'), emptyOutDir: true },
  };
  await buildPage(PAGE, { vite });
  const rows: Row[] = [];
  for (const { name, layer, batch } of cases) {
    for (const engine of flags.engines.split(',') as Asked['engine'][]) {
      for (const headers of engine === 'auto' ? [{}, ISOLATED] : [{}]) {
        const [steps, seconds] = [Number(flags.steps), Number(flags.seconds)];
        rows.push(await measured({ name, layer, batch, engine, steps, seconds }, { headers, vite }));
      }
    }
  }
  print(rows);
} finally {
  await rm(work, { recursive: true });
}

async function writeCheckpoint(folder: string, size: string, layers: number): Promise<void> {
  const { config, preprocessor, weights } = await randomCheckpoint(size, layers);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(preprocessor));
  await writeFile(join(folder, 'model.safetensors'), weights);
}

function measured(asked: Asked, options: PageOptions): Promise<Row> {
  return withServedPage(PAGE, options, async (page) => {
    const seen = await page.evaluate<Seen>(`measure(${JSON.stringify(asked)})`);
    return { ...seen, model: asked.name, batch: asked.batch, peakBytes: await peakBytes(page) };
  });
}

/** The largest memory that the page's process has had, its workers included; NaN where the system is not Linux. */
async function peakBytes(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo.map(async ({ type, id }) => {
    if (type !== 'renderer') return 0;
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024;
  });
  return Math.max(...(await Promise.all(peaks)));
}

function print(rows: readonly Row[]): void {
  const pair = ({ task, frame }: Seen['opening']) => `${task.toFixed(0)}, ${frame.toFixed(0)}`;
  console.log(`Chromium on ${describeMachine(thisMachine())}; ${flags.seconds} s a sound\n`);
  console.log(
    asText(
      [
        ['model', ({ model }: Row) => model],
        ['batch', ({ batch }) => String(batch)],
        ['engine', ({ engine }) => engine],
        ['first step, s', ({ first }) => (first / 1_000).toFixed(2)],
        ['step, ms', ({ steps }) => spread(quartiles(steps), 0)],
        ['longest task, frame until then, ms', ({ opening }) => pair(opening)],
        ['and after, ms', ({ rendering }) => pair(rendering)],
        ['peak memory, MB', ({ peakBytes }) => (peakBytes / 1e6).toFixed(0)],
      ],
      rows,
    ),
  );
}
