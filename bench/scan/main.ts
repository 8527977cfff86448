// What a scan hears in a second, beside PyTorch's forward of the same model over the same clips, in alternating passes. A
// scan's pass ends when every unit's moments, sums and sketches are counted; PyTorch's with the hidden states. What a scan of any
// size does once, its programs and its index, is told beside. Needs: pip install torch==2.13.0+cpu transformers.
// `npm run bench:scan -- --clips 16 --seconds 4 --rounds 5`; with `--mixed` every clip is of another length, `seconds` the longest.
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
import { contestantsOf, type Pass } from './contestants.ts';
import { passTable } from './pass-table.ts';

const { values: flags } = parseArgs({
  options: {
    clips: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
    mixed: { type: 'boolean', default: false },
  },
});
const [count, seconds, rounds] = [flags.clips, flags.seconds, flags.rounds].map(Number) as [number, number, number];
const RATE = 16_000;
const longest = seconds * RATE;
/** With `--mixed` evenly from half of the longest up, none a round number. */
const lengths = Array.from({ length: count }, (_, i) =>
  flags.mixed ? Math.round(longest * (0.5 + (0.5 * (i + 1)) / count)) - (i % 7) : longest,
);
const folder = await mkdtemp(join(tmpdir(), 'audiate-bench-scan-'));
const say = (text: string) => process.stderr.write(`${text}\n`);

try {
  const sounds = lengths.map((samples, i) => chirp(samples + 997 * i).subarray(997 * i));
  await writeFile(join(folder, 'clips.bin'), Buffer.concat(sounds.map((sound) => Buffer.from(sound.slice().buffer))));
  const peer = await startPeer('python3', [
    fileURLToPath(new URL('torch_forward.py', import.meta.url)),
    folder,
    lengths.join(),
    flags.threads,
  ]);
  const model = await loadWav2Vec2(folder);
  const layers = Object.keys(model.layers).filter((name) => /^encoder\.\d+$/.test(name)) as Wav2Vec2Layer[];
  const corpus = sounds.map((sound, i) => ({ file: `${i}`, sound }));
  const options = (batch: number) => ({ layers, window: seconds, batch, engine: 'onnxruntime' }) as const;
  // Scans that wait keep their programs, and those that are timed find them.
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const waiting: Promise<unknown>[] = [];
  const once: string[] = [];
  for (const batch of [1, 4]) {
    const began = performance.now();
    await new Promise<void>((heard) => {
      const onProgress = () => {
        heard();
        return ended;
      };
      waiting.push(scan(model, corpus, { ...options(batch), onProgress }));
    });
    once.push(`batch ${batch}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    say(`first hearing, ${once.at(-1)}`);
  }
  const indexSeconds: number[] = [];
  const ours = async (batch: number): Promise<Pass> => {
    const [began, before] = [performance.now(), process.cpuUsage()];
    let [taken, cpuSeconds] = [0, 0];
    const onProgress = () => {
      taken = (performance.now() - began) / 1000;
      const { user, system } = process.cpuUsage(before);
      cpuSeconds = (user + system) / 1e6;
    };
    const index = await scan(model, corpus, { ...options(batch), onProgress });
    indexSeconds.push((performance.now() - began) / 1000 - taken);
    return { seconds: taken, cpuSeconds, means: (await index.units(layers.at(-1)!)).map(({ mean }) => mean) };
  };
  const theirs = async (dtype: string, batch: number): Promise<Pass> => {
    return (await peer.ask({ dtype, batch })) as unknown as Pass;
  };
  const { contestants, leftOut } = contestantsOf({ ours, theirs, mixed: flags.mixed });
  const passes: Record<string, Pass[]> = {};
  // The first round warms up: programs are made, weights are converted.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, pass] of Object.entries(contestants)) {
      const found = await pass();
      say(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: ${name}, ${found.seconds.toFixed(1)} s`);
      if (round > 0) passes[name] = [...(passes[name] ?? []), found];
    }
  }
  const total = lengths.reduce((sum, samples) => sum + samples, 0) / RATE;
  const range = flags.mixed ? `${(Math.min(...lengths) / RATE).toFixed(1)} to ${seconds} s` : `${seconds} s`;
  console.log(`${JSON.stringify({ ...thisMachine(), ...peer.ready, threads: Number(flags.threads) })}\n`);
  console.log(`${count} clips of ${range}, base, ${layers.length} layers, ${rounds} rounds\n`);
  console.log(passTable(passes, total));
  console.log(
    `\nThe first hearing, with the programs made: ${once.join(', ')}. The index: ${quartiles(indexSeconds).median.toFixed(1)} s.`,
  );
  for (const why of leftOut) console.log(`\n${why}`);
  end();
  await Promise.all(waiting);
  await peer.close();
} finally {
  await rm(folder, { recursive: true });
}
