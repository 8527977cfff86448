import { join } from 'node:path';
import { type ModelAdapter, objectives, renderMany } from '@audiate/core';
import {
  type CorpusClip,
  clipsFrom,
  type DatasetIndex,
  examples,
  examplesPage,
  openIndex,
  readAudio,
  scan,
  whatFires,
} from '@audiate/dataset';
import { type Lane, writeWhole } from '@audiate/media';
import type { Sound } from '@audiate/protocol';
import { drawUnits } from '../panel/units.ts';
import type { SpokenClip } from './clips.ts';
import { recordedClips } from './recorded.ts';

/** Units on the page, the panel's; and clips of each kind. */
const UNITS = 24;
const COUNT = 2;
const SPOKEN = 'spoken/';
/** The clip that `whatFires` is asked about: none that is scanned. */
const ASKED = 'packages/wav2vec2-tiny/evaluation/flite-awb.wav';
const ROOT = join(import.meta.dirname, '../..');

/** Where the corpus lies, and where all goes. */
export interface LookUp {
  readonly folder: string;
  readonly clips: readonly SpokenClip[];
  readonly out: string;
  readonly steps: number;
}

/**
 * Scans recorded and spoken clips, renders 24 units, and writes a page of them; prints what fires in one clip. What an earlier run
 * left in `out`, also one that was cut off, is taken up.
 */
export async function lookUp(model: ModelAdapter, { folder, clips, out, steps }: LookUp): Promise<void> {
  const units = drawUnits(model, UNITS);
  const layers = [...new Set(units.map(({ layer }) => layer))];
  const corpus = { [Symbol.asyncIterator]: () => allClips(folder) };
  await scan(model, corpus, { layers, out: join(out, 'index') });
  const index = await openIndex(join(out, 'index/index.parquet'));
  const { facts } = index;
  const minutes = (facts.samples / facts.model.sampleRate / 60).toFixed(1);
  console.log(`\nscanned ${facts.clips} clips, ${minutes} minutes, ${facts.layers.length} layers`);

  const named = units.map((unit) => ({ ...unit, name: `${unit.layer.replaceAll('.', '-')}-${unit.channel}` }));
  const synthetic = await synthesize(model, named, { folder: join(out, 'synthetic'), steps });
  const shown = [];
  for (const { layer, channel, name } of named) {
    const found = await examples(index, { layer, unit: channel, count: COUNT, clips: corpus, model });
    shown.push({ examples: found, synthetic: synthetic.get(name)! });
  }
  const html = await examplesPage(index, shown, { model, lanes: phoneLanes(clips) });
  await writeWhole(out, new Map([['index.html', html]]));
  console.log(`${UNITS} units: open ${join(out, 'index.html')}`);

  await printFirings(model, index);
}

/** Prints what a clip drives furthest that was not scanned. */
async function printFirings(model: ModelAdapter, index: DatasetIndex): Promise<void> {
  console.log(`\nwhat fires in ${ASKED}\nunit                     value  percentile  deviations      at`);
  const clip = await readAudio(join(ROOT, ASKED));
  const firings = await whatFires(model, clip, index, { count: 10 });
  for (const { layer, unit, name, value, percentile, deviations, seconds } of firings) {
    const title = `${layer}:${unit}${name === undefined ? '' : ` (${name})`}`;
    const figures = [value.toFixed(2).padStart(9), (100 * percentile).toFixed(3).padStart(12)];
    console.log(
      `${title.padEnd(21)}${figures.join('')}${deviations.toFixed(1).padStart(12)}${seconds.toFixed(2).padStart(7)} s`,
    );
  }
}

/** Recorded clips by their names, and spoken ones below `spoken/`. */
export async function* allClips(folder: string): AsyncGenerator<CorpusClip> {
  yield* recordedClips();
  const columns = { file: 'file', label: 'voice', transcript: 'text' };
  for await (const clip of clipsFrom(join(folder, 'manifest.jsonl'), { columns })) {
    yield { ...clip, file: `${SPOKEN}${clip.file}` };
  }
}

/** The phones that the engines tell of, by the names of clips. */
export function phoneLanes(clips: readonly SpokenClip[]): (file: string) => readonly Lane[] {
  const known = new Map(clips.map((clip) => [`${SPOKEN}${clip.file}`, clip]));
  return (file) => {
    const clip = known.get(file);
    if (!clip) return [];
    const segments = clip.phones.map(([token, start, end]) => ({ token, start, end, probability: 1 }));
    return [{ name: `phones, as ${clip.engine} tells`, labels: true, segments }];
  };
}

interface Named {
  readonly name: string;
  readonly layer: string;
  readonly channel: number;
}

async function synthesize(
  model: ModelAdapter,
  units: readonly Named[],
  options: { readonly folder: string; readonly steps: number },
): Promise<Map<string, Sound>> {
  const targets = Object.fromEntries(
    units.map(({ name, layer, channel }) => [name, objectives.neuron(layer, channel)]),
  );
  const sounds = new Map<string, Sound>();
  for await (const { name, audio, sampleRate } of renderMany(model, targets, options)) {
    sounds.set(name, { samples: audio, sampleRate });
  }
  return sounds;
}
