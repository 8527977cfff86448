import { activations, type EngineChoice, type EngineOptions, engineOf, InputError } from '@audiate/core';
import type { Lane } from '@audiate/media';
import { type Clip, checkKeys, isSound, type ModelAdapter, show } from '@audiate/protocol';
import { type Listener, listenersOf } from './listeners.js';
import { segmentsOf } from './segments-of.js';

/** Options of {@link readOut}. */
export interface ReadOutOptions extends EngineOptions {
  /** Models that hear the sounds beside the first, by the names of their lanes; at their own sample rates. None unless given. */
  readonly judges?: Readonly<Record<string, ModelAdapter<never>>>;
}

/**
 * What a model hears over time in sounds, and what judges hear in them: for each sound a lane for each listener, with
 * segments `{ token, start, end, probability }` in seconds. A CTC head is read greedily: the likeliest token of each frame,
 * runs merged, blanks left out. A classifier is read in the same way, without a blank; where it hears the clip as a whole,
 * its label holds the whole clip. The probability is the mean softmax of the token over its frames.
 *
 * A model of `joinModels` has a lane for each of its parts that has labels. Lanes are plain data: `save(result, folder, {
 * readOut })` draws them and writes them as a Praat TextGrid and Audacity labels, as `picture`, `page` and `laneFiles` of
 * `@audiate/media` do.
 * @param sounds one or several, of any lengths: bare samples at the model's rate, or `{ samples, sampleRate }`. Of a render,
 * `result.audio`.
 * @throws InputError for a model or a judge without labels, and for sounds as `activations` does.
 */
export async function readOut<L extends string>(
  model: ModelAdapter<L>,
  sounds: Clip | readonly Clip[],
  options: ReadOutOptions = {},
): Promise<Lane[][]> {
  checkKeys('options of readOut', options, ['judges', 'engine', 'device']);
  const { judges = {} } = options;
  const engine = engineOf(options);
  if (typeof judges !== 'object' || judges === null || Array.isArray(judges)) {
    throw new InputError(`judges of readOut must be models by name, as { other }, got ${show(judges)}`);
  }
  const clips = (Array.isArray(sounds) ? sounds : [sounds]) as readonly Clip[];
  const first = model as unknown as ModelAdapter;
  const models: readonly (readonly [ModelAdapter, string | undefined])[] = [
    [first, undefined],
    ...Object.entries(judges).map(([name, judge]) => [judge as unknown as ModelAdapter, name] as const),
  ];
  for (const [heard, name] of models) checkModel(heard, name);
  const listeners = models.map(([heard, name]) => listenersOf(heard, name));
  const read: Lane[][] = [];
  for (const clip of clips) {
    // A bare clip is at the first model's rate, for the judges too.
    const sound = clip instanceof Float32Array ? { samples: clip, sampleRate: first.sampleRate } : clip;
    const lanes: Lane[] = [];
    for (const group of listeners) lanes.push(...(await lanesOf(group, sound, engine)));
    read.push(lanes);
  }
  return read;
}

function checkModel(model: ModelAdapter, name: string | undefined): void {
  if (typeof model?.forward === 'function') return;
  const thing = name === undefined ? 'readOut needs a model' : `judge ${show(name)} of readOut must be a model`;
  throw new InputError(`${thing}, got ${show(model)}; load one, as by await loadWav2Vec2(folder)`);
}

async function lanesOf(listeners: readonly Listener[], sound: Clip, engine: EngineChoice | undefined): Promise<Lane[]> {
  const { model } = listeners[0]!;
  const layers = listeners.map(({ layer }) => layer);
  const heard = await activations<string, string>(model, sound, layers, engine === undefined ? {} : { engine });
  const seconds = isSound(sound) ? sound.samples.length / sound.sampleRate : Number.NaN;
  return listeners.map(({ name, layer, info, labels, blank }) => ({
    name,
    segments: segmentsOf(heard[layer]!.data, { info, labels, blank, sampleRate: model.sampleRate, seconds }),
  }));
}
