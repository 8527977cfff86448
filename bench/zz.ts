import { listener } from '@audiate/core';
import { chirp } from './chirp.ts';
import { randomModel } from './random-model.ts';

const model = await randomModel('base', 12);
const layers = Object.keys(model.layers).filter((n) => /^encoder\.\d+$/.test(n));
const samples = Number(process.argv[2] ?? 4) * 16000;
const t = async <T>(f: () => Promise<T>) => {
  const b = performance.now();
  const r = await f();
  return [performance.now() - b, r] as const;
};
const med = (a: number[]) => [...a].sort((x, y) => x - y)[a.length >> 1]!;
const ways: Record<string, any> = {};
for (const [name, batch, shorter] of [
  ['plain1', 1, false],
  ['padded1', 1, true],
  ['plain4', 4, false],
  ['padded4', 4, true],
] as const) {
  const [ms, l] = await t(() =>
    listener(model as any, layers as any, { samples, batch, shorter, engine: 'onnxruntime' }),
  );
  const sound = chirp(samples);
  const [first] = await t(() => l.hearEach(Array(batch).fill(sound)));
  console.log(
    name,
    'made in',
    ms.toFixed(0),
    'first',
    first.toFixed(0),
    'rss',
    (process.memoryUsage().rss / 1e6).toFixed(0),
  );
  ways[name] = { l, batch, times: [] as number[], cpu: [] as number[], sound };
}
for (let r = 0; r < 7; r++)
  for (const [name, w] of Object.entries(ways)) {
    const c = process.cpuUsage();
    const [ms] = await t(() => w.l.hearEach(Array(w.batch).fill(w.sound)));
    const d = process.cpuUsage(c);
    w.times.push(ms / w.batch);
    w.cpu.push((d.user + d.system) / 1000 / w.batch);
  }
for (const [name, w] of Object.entries(ways))
  console.log(
    name,
    'ms per clip',
    med(w.times).toFixed(0),
    'min',
    Math.min(...w.times).toFixed(0),
    'cpu',
    med(w.cpu).toFixed(0),
  );
