// What is found for units of the convolutions, with and without a pool: how much of the score a shift leaves, how far above
// recorded speech it is, and how loud its peak. `npx tsx --conditions=@audiate/source tools/pooling/main.ts`, or with layers:
// `… main.ts conv.0 conv.3 --units 8 --seed 2 --steps 64 --engine wasm`. Median over the units.
import { parseArgs } from 'node:util';
import { activations, type EngineName, frameCount, layerInfo, objectives, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import { recordedSpeech } from '../panel/speech.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    units: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '64' },
    engine: { type: 'string', default: 'onnxruntime' },
  },
});
const engine = values.engine as EngineName;
const model = await tiny();
const layers = positionals.length > 0 ? positionals : ['conv.0', 'conv.1', 'conv.2', 'conv.3', 'conv.4', 'conv.5'];
/** Half a second. */
const samples = model.sampleRate / 2;
/** In milliseconds; a whole number of frames of few layers, so that phases differ. */
const SHIFTS_MS = [-10, -7.3, -4.6, -1.9, 1.8, 4.4, 7.1, 10];
const pieces = recordedSpeech().flatMap((clip) =>
  Array.from({ length: Math.floor(clip.length / samples) }, (_, i) => clip.slice(i * samples, (i + 1) * samples)),
);
const pools = { frame: false, mean: { ms: 20 }, rms: { ms: 20, reduce: 'rms' } } as const;

console.log('| layer | score | left after a shift | of the natural maximum | peak |\n| --- | --- | --- | --- | --- |');
for (const layer of layers) {
  const { channels } = layerInfo(model, layer);
  const units = Array.from({ length: Number(values.units) }, (_, i) => (7 + 17 * i) % channels);
  const middle = Math.floor(frameCount(layerInfo(model, layer), samples) / 2);
  const speech = await tracesOf(pieces, layer);
  for (const [name, pool] of Object.entries(pools)) {
    const targets = units.map((unit) => objectives.neuron(layer as 'conv.0', unit, { pool }));
    const { audio } = await render(model, objectives.each(targets), {
      samples,
      engine,
      seed: Number(values.seed),
      steps: Number(values.steps),
    });
    const reach = objectives.poolReach(pool, layer, model);
    const pooled = (trace: (frame: number) => number, at: number): number => {
      const answers = Array.from({ length: 2 * reach + 1 }, (_, i) => trace(at - reach + i));
      return name === 'rms' ? Math.sqrt(mean(answers.map((x) => x * x))) : mean(answers);
    };
    const found = await tracesOf(
      audio.flatMap((sound) => [sound, ...SHIFTS_MS.map((ms) => shifted(sound, ms))]),
      layer,
    );
    const rows = units.map((unit, item) => {
      const [clean, ...moved] = found
        .slice(item * (SHIFTS_MS.length + 1), (item + 1) * (SHIFTS_MS.length + 1))
        .map((trace) => pooled((frame) => trace(frame, unit), middle));
      const natural = speech.map((trace) => {
        const ats = Array.from({ length: 2 * middle - 2 * reach }, (_, i) => reach + i);
        return Math.max(...ats.map((at) => pooled((frame) => trace(frame, unit), at)));
      });
      return {
        left: mean(moved) / clean!,
        of: clean! / Math.max(...natural),
        peak: audio[item]!.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
      };
    });
    const cells = [rows.map(({ left }) => left), rows.map(({ of }) => of), rows.map(({ peak }) => peak)];
    console.log(`| ${layer} | ${name} | ${cells.map((cell) => median(cell).toFixed(2)).join(' | ')} |`);
  }
}
model.dispose();

/** What a layer's units answer to sounds of one length: a function of frame and unit for each. */
async function tracesOf(sounds: Float32Array[], layer: string) {
  const heard = await activations(model, sounds, [layer as 'conv.0'], { engine });
  const { data, shape } = Object.values(heard)[0]!;
  const [, frames, channels] = shape;
  return sounds.map(
    (_, item) =>
      (frame: number, unit: number): number =>
        data[(item * frames + frame) * channels + unit]!,
  );
}

function shifted(sound: Float32Array, ms: number): Float32Array {
  const by = Math.round((ms * model.sampleRate) / 1000);
  return sound.map((_, i) => sound[i - by] ?? 0);
}

function mean(of: readonly number[]): number {
  return of.reduce((sum, x) => sum + x, 0) / of.length;
}

function median(of: readonly number[]): number {
  const ascending = [...of].sort((a, b) => a - b);
  return mean([ascending[(of.length - 1) >> 1]!, ascending[of.length >> 1]!]);
}
