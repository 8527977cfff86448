// What a scan hears in a second, beside PyTorch's forward of the same model over the same clips, in alternating passes. A
// scan's pass ends with the index; PyTorch's with the hidden states. Needs: pip install torch==2.13.0+cpu transformers.
// `npm run bench:scan -- --clips 16 --seconds 4 --rounds 5`
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { scan } from '@audiate/dataset';
import { loadWav2Vec2, type Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import { chirp } from '../chirp.ts';
import { thisMachine } from '../machine.ts';
import { startPeer } from '../peer.ts';
import { quartiles } from '../statistics.ts';

const { values: flags } = parseArgs({
  options: {
    clips: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
  },
});
const [count, seconds, rounds] = [flags.clips, flags.seconds, flags.rounds].map(Number) as [number, number, number];
const RATE = 16_000;
const samples = seconds * RATE;
const folder = await mkdtemp(join(tmpdir(), 'audiate-bench-scan-'));

try {
  const sounds = Array.from({ length: count }, (_, i) => chirp(samples + 997 * i).subarray(997 * i));
  await writeFile(join(folder, 'clips.bin'), Buffer.concat(sounds.map((sound) => Buffer.from(sound.slice().buffer))));
  const peer = await startPeer('python3', [
    fileURLToPath(new URL('torch_forward.py', import.meta.url)),
    folder,
    String(samples),
    flags.threads,
  ]);
  const model = await loadWav2Vec2(folder);
  const layers = Object.keys(model.layers).filter((name) => /^encoder\.\d+$/.test(name)) as Wav2Vec2Layer[];
  const corpus = sounds.map((sound, i) => ({ file: `${i}`, sound }));
  const ours = async (batch: number) => {
    const began = performance.now();
    const index = await scan(model, corpus, { layers, window: seconds, batch, engine: 'onnxruntime' });
    const taken = (performance.now() - began) / 1000;
    return { seconds: taken, means: (await index.units(layers.at(-1)!)).map(({ mean }) => mean) };
  };
  const theirs = async (dtype: string, batch: number) => {
    const { seconds: taken, means } = await peer.ask({ dtype, batch });
    return { seconds: taken as number, means: means as number[] };
  };
  const contestants: Record<string, () => Promise<{ seconds: number; means: number[] }>> = {
    'scan, batch 1': () => ours(1),
    'scan, batch 4': () => ours(4),
    'PyTorch float32, batch 1': () => theirs('float32', 1),
    'PyTorch float32, batch 4': () => theirs('float32', 4),
    'PyTorch float32, batch 8': () => theirs('float32', 8),
    'PyTorch bfloat16, batch 1': () => theirs('bfloat16', 1),
    'PyTorch bfloat16, batch 4': () => theirs('bfloat16', 4),
  };
  const times: Record<string, number[]> = {};
  const means: Record<string, number[]> = {};
  // The first round warms up: programs are made, weights are converted.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, pass] of Object.entries(contestants)) {
      const found = await pass();
      means[name] = found.means;
      if (round > 0) times[name] = [...(times[name] ?? []), found.seconds];
    }
  }
  const reference = means['PyTorch float32, batch 1']!;
  const largest = Math.max(...reference.map(Math.abs));
  console.log(`${JSON.stringify({ ...thisMachine(), ...peer.ready, threads: Number(flags.threads) })}\n`);
  console.log(
    `${count} clips of ${seconds} s, base, ${layers.length} layers of ${reference.length} units, ${rounds} rounds\n`,
  );
  console.log('| | seconds heard in a second | quartiles | means differ by |\n| --- | --- | --- | --- |');
  for (const [name, taken] of Object.entries(times)) {
    const { low, median, high } = quartiles(taken.map((one) => (count * seconds) / one));
    const error = Math.max(...means[name]!.map((mean, i) => Math.abs(mean - reference[i]!))) / largest;
    console.log(
      `| ${name} | ${median.toFixed(2)} | ${low.toFixed(2)} – ${high.toFixed(2)} | ${error.toExponential(1)} |`,
    );
  }
  await peer.close();
} finally {
  await rm(folder, { recursive: true });
}
