import { activations, type EngineOptions } from '@audiate/core';
import { clipsFrom, type NpyArray } from '@audiate/dataset';
import {
  frameCenter,
  hasOneFrame,
  InputError,
  joinNumbers,
  layerInfo,
  type ModelAdapter,
  type Sound,
} from '@audiate/protocol';
import type { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { arrayNames } from './array-names.js';

/** What is heard, and by what. */
export interface Listening {
  readonly model: ModelAdapter;
  readonly layers: readonly string[];
  readonly clips: readonly string[];
  /** How many clips they hold. */
  readonly total: number;
  readonly engine: EngineOptions;
  readonly terminal: Terminal;
  readonly progress: Progress;
}

/** One layer over all clips. */
interface Tracks {
  readonly layer: string;
  /** Of its array. */
  readonly name: string;
  readonly data: Float32Array[];
  readonly clip: number[];
  readonly seconds: number[];
}

/** What an .npz file holds at most, and a half for what it is made of. */
const MAX_NUMBERS = 2 ** 29;

/**
 * What layers say to recordings, as arrays by name: of each layer `[frames, channels]` of all clips one after the other, `NAME.clip`,
 * the clip of each frame, and `NAME.seconds`, the middle of what it sees; of the clips `files`, the model's `sample_rate`, and `layers`,
 * what the layers are called in the order of their arrays, whose names are theirs but for what no file name holds.
 * @throws InputError for clips that can't be read, and for more than 2 GiB.
 */
export async function activationArrays(listening: Listening): Promise<Record<string, NpyArray>> {
  const { model, layers, clips, total, engine, terminal, progress } = listening;
  const { signal } = terminal;
  const names = arrayNames(layers);
  const tracks = layers.map((layer, i): Tracks => ({ layer, name: names[i]!, data: [], clip: [], seconds: [] }));
  const files: string[] = [];
  let numbers = 0;
  for await (const { file, sound } of clipsFrom(clips, { signal })) {
    signal.throwIfAborted();
    const heard = (typeof sound === 'function' ? await sound() : sound) as Sound;
    const found = await activations(model, heard, layers, engine);
    for (const { layer, data, clip, seconds } of tracks) {
      const { data: values, shape } = found[layer]!;
      numbers += values.length;
      if (numbers > MAX_NUMBERS)
        throw new InputError('the activations take more than 2 GiB; take fewer clips or layers');
      data.push(values);
      const info = layerInfo(model, layer);
      for (let frame = 0; frame < shape[1]; frame++) {
        clip.push(files.length);
        const length = heard.samples.length / heard.sampleRate;
        seconds.push(hasOneFrame(info) ? length / 2 : frameCenter(info, frame) / model.sampleRate);
      }
    }
    files.push(file);
    progress.show(files.length, total, `${files.length} clips heard`);
  }
  const entries = tracks.flatMap(({ layer, name, data, clip, seconds }): [string, NpyArray][] => [
    [name, { data: joinNumbers(data), shape: [clip.length, layerInfo(model, layer).channels] }],
    [`${name}.clip`, { data: Int32Array.from(clip), shape: [clip.length] }],
    [`${name}.seconds`, { data: Float64Array.from(seconds), shape: [clip.length] }],
  ]);
  return {
    ...Object.fromEntries(entries),
    files,
    layers,
    sample_rate: { data: Float64Array.of(model.sampleRate), shape: [] },
  };
}
