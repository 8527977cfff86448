import { listener } from '@audiate/core';
import { layerTally, addWindow } from '../packages/dataset/src/tally/layer-tally.ts';
import { windowHash } from '../packages/dataset/src/tally/window-sample.ts';
import { randomModel } from './random-model.ts';
import { chirp } from './chirp.ts';
const model = await randomModel('base', 12);
const layers = Object.keys(model.layers).filter((n) => /^encoder\.\d+$/.test(n));
const samples = Number(process.argv[2] ?? 4) * 16000;
const t = async (name: string, f: () => any) => { const c = process.cpuUsage(); const b = performance.now(); const r = await f(); const d = process.cpuUsage(c); console.log(name, (performance.now() - b).toFixed(0), 'cpu', ((d.user + d.system) / 1000).toFixed(0)); return r; };
const l = await t('made', () => listener(model as any, layers as any, { samples, shorter: true, engine: 'onnxruntime' }));
await t('made again', () => listener(model as any, layers as any, { samples, shorter: true, engine: 'onnxruntime' }));
const tallies = layers.map(() => layerTally(768, { topK: 16, sampled: 64 }));
for (let r = 0; r < 5; r++) {
  const [a] = await t('hear', () => l.hearEach([chirp(samples)]));
  const window = { file: `${r}`, start: 0, samples };
  const hash = windowHash(window);
  await t('tally', () => { for (const [i, n] of layers.entries()) addWindow(tallies[i]!, { data: a[n].data, window, hash }); });
}
