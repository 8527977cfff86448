// How well `resample` keeps a tone and how deep it puts what would alias, beside soxr (in ffmpeg), ffmpeg's own swresample
// and scipy's resample_poly, from 44,100 to 16,000 Hz: the figures of docs/sound.md.
// `npx tsx --conditions=@audiate/source tools/resampling/main.ts` (needs ffmpeg; Python with scipy for the last)
import { spawnSync } from 'node:child_process';
import { resample } from '@audiate/media';

const [FROM, TO, SECONDS] = [44_100, 16_000, 2];
const PASSED_HZ = [100, 1_000, 4_000, 6_000, 6_800, 7_000, 7_200, 7_400, 7_600, 7_800];
const ALIASED_HZ = [8_200, 8_400, 8_800, 9_000, 10_000, 12_000, 15_000, 20_000];

type Resampler = (samples: Float32Array) => Promise<Float32Array>;

const piped =
  (command: string, args: readonly string[]): Resampler =>
  async (samples) => {
    const input = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    const { stdout, stderr, status } = spawnSync(command, args, { input, maxBuffer: 2 ** 28 });
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
    return new Float32Array(
      stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + 4 * Math.floor(stdout.length / 4)),
    );
  };
const ffmpeg = (filter: string) =>
  piped('ffmpeg', ['-v', 'error', '-f', 'f32le', '-ar', `${FROM}`, '-i', '-', '-af', filter, '-f', 'f32le', '-']);
const scipy = `
import sys, numpy
from scipy.signal import resample_poly
x = numpy.frombuffer(sys.stdin.buffer.read(), 'float32').astype('float64')
sys.stdout.buffer.write(resample_poly(x, 160, 441).astype('float32').tobytes())`;

const resamplers: Readonly<Record<string, Resampler>> = {
  resample: async (samples) => (await resample({ samples, sampleRate: FROM }, TO)).samples,
  soxr: ffmpeg(`aresample=${TO}:resampler=soxr`),
  swresample: ffmpeg(`aresample=${TO}`),
  resample_poly: piped('python3', ['-c', scipy]),
};

function tone(hz: number): Float32Array {
  return Float32Array.from({ length: SECONDS * FROM }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / FROM));
}

/** Level of what came out against the tone that went in, dB; its middle second, which the ends don't reach. */
function gainDb(samples: Float32Array): number {
  const middle = samples.subarray(TO / 2, TO / 2 + TO);
  const power = middle.reduce((sum, v) => sum + v * v, 0) / middle.length;
  return 10 * Math.log10(power / 0.125 + 1e-20);
}

const row = (cells: readonly string[]) => cells.map((cell, i) => (i ? cell.padStart(15) : cell.padEnd(12))).join('');
const names = Object.keys(resamplers);
const table = async (title: string, tones: readonly number[], digits: number) => {
  console.log(row([title, ...names]));
  for (const hz of tones) {
    const cells: string[] = [];
    for (const name of names) cells.push(gainDb(await resamplers[name]!(tone(hz))).toFixed(digits));
    console.log(row([`${hz} Hz`, ...cells]));
  }
  console.log();
};
console.log(`${FROM} to ${TO} Hz, dB against the tone that went in\n`);
await table('passed', PASSED_HZ, 4);
await table('aliased', ALIASED_HZ, 1);
