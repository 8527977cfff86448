import type { Clip, EngineChoice, ModelAdapter } from '@audiate/core';
import { turn } from '../stages/turn.js';
import { atRate } from './at-rate.js';
import { hearLayers } from './hear-layers.js';
import { poolFrames } from './pool-frames.js';
import type { UnitOnSpeech } from './unit-on-speech.js';
import { cut, type SpeechWindow, speechWindows } from './windows.js';

/** Real speech, ready to be heard by a model in windows as long as a sound. */
export interface Speech {
  /** Whole clips at the model's rate. */
  readonly clips: readonly Float32Array[];
  readonly windows: readonly SpeechWindow[];
  /** A layer on the windows, heard once; each frame pooled with so many `beside` it on either side, none unless given. */
  layer(name: string, beside?: number): Promise<UnitOnSpeech>;
  /** A stretch of a clip as long as a sound. */
  cut(clip: number, from: number): Float32Array;
}

/** Numbers of a layer that are kept: 128 MB. Of layers with many frames and channels fewer windows are heard. */
const MOST_NUMBERS = 2 ** 25;

/**
 * Converts clips to the model's rate and cuts them.
 * @param options.signal ends it, and what a layer hears later, between two sounds.
 * @throws InputError for what is no sound.
 */
export async function prepareSpeech(
  model: ModelAdapter,
  given: readonly Clip[],
  {
    samples,
    engine,
    signal,
  }: {
    readonly samples: number;
    readonly engine?: EngineChoice | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Speech> {
  const clips: Float32Array[] = [];
  for (const [i, clip] of given.entries()) {
    clips.push(await atRate(model, clip, `clip ${i} of speech`));
    await turn(signal);
  }
  const windows = speechWindows(clips, samples);
  const heard = new Map<string, Promise<UnitOnSpeech>>();
  const hear = async (layer: string, beside: number): Promise<UnitOnSpeech> => {
    const { hop, channels } = model.layers[layer]!;
    const most = Math.max(4, Math.floor(MOST_NUMBERS / (channels * Math.max(1, samples / hop))));
    const some = speechWindows(clips, samples, Math.min(most, windows.length));
    const found = await hearLayers(
      model,
      some.map((window) => window.samples),
      { layers: [layer], engine, signal },
    );
    return { model, windows: some, heard: poolFrames(found[layer]!, beside) };
  };
  return {
    clips,
    windows,
    layer(name, beside = 0) {
      const asked = `${name} ${beside}`;
      const found = heard.get(asked) ?? hear(name, beside);
      heard.set(asked, found);
      return found;
    },
    cut: (clip, from) => cut(clips[clip]!, from, samples),
  };
}
