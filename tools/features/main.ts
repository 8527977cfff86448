// How pure the features of tiny's dictionary are against phones, beside neurons and beside directions at random, and how well the
// dictionary explains its layer: npm run features -- --clips 320. Prints the figures of docs/models.md.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { activations, type ModelAdapter } from '@audiate/core';
import { type Dictionary, defineDictionary, reconstructionError, withDictionary } from '@audiate/sae';
import { tiny } from '@audiate/wav2vec2-tiny';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';
import { sayMistake } from '../../examples/demo/say-mistake.ts';
import { SAMPLE_RATE, speak, spokenClips } from '../dataset/clips.ts';
import { climb } from './climb.ts';
import { labelledFrames } from './labelled.ts';
import { bestDetectors, type LabelledFrames, purities } from './purity.ts';
import { randomDirections } from './random-directions.ts';

const LAYER = 'encoder.2';
/** The highest frames of a unit that its purity is told by, and the fewest that a unit needs. */
const [MOST, LEAST] = [100, 20];

try {
  const { values: options } = parseArgs({
    options: {
      clips: { type: 'string', default: '320' },
      climbed: { type: 'string', default: '32' },
      folder: { type: 'string', default: join(import.meta.dirname, '../../.cache/corpus') },
    },
  });
  speak(options.folder, Number(options.clips));
  const clips = spokenClips(options.folder);
  const base = await tiny();
  const dictionary = await tinyDictionary();
  await printExplained(
    base as unknown as ModelAdapter,
    dictionary,
    clips.map(({ samples }) => samples),
  );

  const drawn = defineDictionary(randomDirections(dictionary, 12));
  const model = withDictionary(withDictionary(base, LAYER, dictionary), LAYER, drawn, { name: 'drawn' });
  const layers = [LAYER, `${LAYER}.ffn`, 'drawn', `${LAYER}.features`];
  const heard = await labelledFrames(model as unknown as ModelAdapter, clips, layers);
  const { labels } = heard[LAYER]!;
  const voices = new Set(clips.map(({ voice }) => voice)).size;
  console.log(
    `\n${labels.length} frames within ${new Set(labels).size} phones, ${clips.length} clips of ${voices} voices`,
  );
  console.log(`\n${'units'.padEnd(34)}count  purity: median, mean   above .8   best F1: mean   phones above .5`);
  print('neurons of encoder.2, either end', heard[LAYER]!, [1, -1]);
  print('neurons of encoder.2.ffn', heard[`${LAYER}.ffn`]!, [1]);
  print('512 directions at random, 12 on', heard.drawn!, [1]);
  print('features', heard[`${LAYER}.features`]!, [1]);
  printPhones(heard[LAYER]!, heard[`${LAYER}.features`]!);
  await printClimbed(model as unknown as ModelAdapter, heard[`${LAYER}.features`]!, Number(options.climbed));
} catch (error) {
  sayMistake(error);
}

async function printExplained(
  model: ModelAdapter,
  dictionary: Dictionary,
  sounds: readonly Float32Array[],
): Promise<void> {
  const { fractionOfVarianceUnexplained, l0, cosine, alive, frames } = await reconstructionError(
    model,
    LAYER,
    dictionary,
    {
      sounds,
      activations,
    },
  );
  const seconds = sounds.reduce((sum, { length }) => sum + length, 0) / SAMPLE_RATE;
  console.log(`${dictionary.features} features of ${LAYER}, on ${Math.round(seconds)} s of speech (${frames} frames):`);
  console.log(
    `  variance unexplained ${(100 * fractionOfVarianceUnexplained).toFixed(1)} %, cosine ${cosine.toFixed(3)}`,
  );
  console.log(`  ${l0.toFixed(1)} features on in a frame, ${(100 * alive).toFixed(1)} % of all on somewhere`);
}

/** One row of the table: of units with two ends each end is a unit of its own for F1, and the purer one counts for purity. */
function print(name: string, frames: LabelledFrames, ends: readonly (1 | -1)[]): void {
  const found = new Map<number, number>();
  for (const sign of ends) {
    for (const { unit, purity } of purities(frames, { most: MOST, least: LEAST, sign })) {
      found.set(unit, Math.max(purity, found.get(unit) ?? 0));
    }
  }
  const values = [...found.values()].sort((a, b) => a - b);
  const detectors = bestOf(frames, ends);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const [median, average] = [values[Math.floor(values.length / 2)]!, mean(values)];
  const pure = values.filter((value) => value >= 0.8).length / values.length;
  const f1 = [...detectors.values()];
  console.log(
    [
      name.padEnd(34) + String(values.length).padStart(5),
      `${median.toFixed(2)}, ${average.toFixed(2)}`.padStart(22),
      `${(100 * pure).toFixed(0)} %`.padStart(11),
      mean(f1).toFixed(2).padStart(16),
      `${f1.filter((value) => value >= 0.5).length} of ${f1.length}`.padStart(18),
    ].join(''),
  );
}

function bestOf(frames: LabelledFrames, ends: readonly (1 | -1)[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const sign of ends) {
    for (const [label, { f1 }] of bestDetectors(frames, sign)) best.set(label, Math.max(f1, best.get(label) ?? 0));
  }
  return best;
}

/** The feature that finds each phone best with its purity (and the phone of which it is purest, if another), beside the best neuron. */
function printPhones(neurons: LabelledFrames, features: LabelledFrames): void {
  const theirs = bestOf(neurons, [1, -1]);
  const rows = [...bestDetectors(features)].sort((a, b) => b[1].f1 - a[1].f1);
  const pure = new Map(purities(features, { most: MOST, least: LEAST }).map((purity) => [purity.unit, purity]));
  console.log('\nphone  feature    F1   best neuron   purity');
  for (const [phone, { unit, f1 }] of rows) {
    const { label, purity } = pure.get(unit) ?? { label: phone, purity: Number.NaN };
    console.log(
      [
        phone.padEnd(6) + String(unit).padStart(8),
        f1.toFixed(2).padStart(6),
        theirs.get(phone)!.toFixed(2).padStart(14),
        purity.toFixed(2).padStart(9) + (label === phone ? '' : ` of ${label}`),
      ].join(''),
    );
  }
}

/** Whether features can be climbed from where they are off, beside the most that they say to speech. */
async function printClimbed(model: ModelAdapter, { data, units }: LabelledFrames, count: number): Promise<void> {
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * units) / count));
  const climbed = await climb(model, `${LAYER}.features`, chosen);
  const natural = (unit: number) => {
    let most = 0;
    for (let i = unit; i < data.length; i += units) most = Math.max(most, data[i]!);
    return most;
  };
  const off = climbed.filter(({ first }) => first === 0);
  const beyond = climbed.filter(({ unit, best }) => best > natural(unit));
  const left = climbed.filter(({ best }) => best === 0);
  console.log(
    `\n${count} features climbed for 64 steps: ${off.length} were off at the start, ${left.length} at the end;`,
  );
  console.log(`${beyond.length} end above the most that they say to the clips`);
}
