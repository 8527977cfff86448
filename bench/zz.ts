import { compile } from '@audiate/compile';
import { randomModel } from './random-model.ts';
import { chirp } from './chirp.ts';
const model = await randomModel('base', 12);
const layers = Object.keys(model.layers).filter((n) => /^encoder\.\d+$/.test(n));
const samples = Number(process.argv[2] ?? 4) * 16000;
const sound = chirp(samples);
const ways: Record<string, any> = {};
for (const w of ['input', 'initializer'] as const) {
  const p = await compile(({ heard, lengths }: any) => (model as any).forwardPadded(heard, layers, { lengths }), { inputs: { heard: [1, samples], lengths: [1] }, weights: w, threads: 2 });
  ways[w] = { p, cpu: [], ms: [] };
  await p.run({ heard: sound, lengths: Float32Array.of(samples) });
}
for (let r = 0; r < 6; r++) for (const w of Object.values(ways)) {
  const c = process.cpuUsage(), b = performance.now();
  await w.p.run({ heard: sound, lengths: Float32Array.of(samples) });
  const d = process.cpuUsage(c); w.cpu.push((d.user + d.system) / 1000); w.ms.push(performance.now() - b);
}
for (const [n, w] of Object.entries(ways)) console.log(n, 'cpu', w.cpu.map((x: number) => x.toFixed(0)).join(' '), 'ms', w.ms.map((x: number) => x.toFixed(0)).join(' '));
