import { fold, frameCount, key, type ModelAdapter, objectives, scores, uniform } from '@audiate/core';
import { statistics } from '@audiate/wav2vec2-tiny';
import { readUnits, recordedSpeech } from '../../tools/panel/speech.ts';
import { SAMPLES, type Target } from './climb.ts';

/** The layers whose units are climbed. */
const LAYERS = ['conv.3', 'encoder.0', 'encoder.1', 'encoder.2', 'encoder.3'];

/**
 * Two units of each of some layers and four phones of `tiny`, drawn by a fixed seed among those that speech excites; two
 * neighbours of the list are of one layer. Natural maxima: the model's statistics over synthetic and recorded speech; of units
 * that `neuron` pools over time, the largest pooled activation in the clips of `fixtures/speech`.
 */
export async function targetsOf(model: ModelAdapter): Promise<Target[]> {
  const { layers } = await statistics();
  const pooled = LAYERS.filter((layer) => reachOf(model, layer) > 0);
  const readings = await readUnits(model, recordedSpeech(), { layers: pooled, engine: 'onnxruntime' });
  const naturalOf = (layer: string, channel: number) =>
    pooled.includes(layer) ? readings(layer, channel).at(-1)! : layers[layer]!.max[channel]!;
  const units = LAYERS.flatMap((layer, stream) =>
    drawn(stream, model.layers[layer]!.channels, (channel) => naturalOf(layer, channel) > 0)
      .slice(0, 2)
      .map((channel) => ({ layer, channel, name: `${layer}:${channel}` })),
  );
  const vocabulary = model.vocabulary!;
  const phones = drawn(LAYERS.length, vocabulary.length, (channel) => /^[A-Z]{1,2}$/.test(vocabulary[channel]!))
    .slice(0, 4)
    .map((channel) => ({ layer: 'logits', channel, token: vocabulary[channel]!, name: vocabulary[channel]! }));
  return [...units, ...phones].map((unit) => ({
    ...unit,
    ...framesOf(model, unit.layer),
    natural: naturalOf(unit.layer, unit.channel),
  }));
}

/** Channels in a random order, always the same one. */
function drawn(stream: number, channels: number, wanted: (channel: number) => boolean): number[] {
  const order = uniform(fold(key(61), stream), channels);
  const all = Array.from({ length: channels }, (_, channel) => channel).filter(wanted);
  return all.sort((a, b) => order[a]! - order[b]!);
}

/** The frames that `neuron` reads at the centre of a sound. */
export function framesOf(model: ModelAdapter, layer: string): Pick<Target, 'from' | 'count'> {
  const frames = frameCount(model.layers[layer]!, SAMPLES);
  const reach = reachOf(model, layer);
  return { from: Math.floor(frames / 2) - reach, count: 2 * reach + 1 };
}

const reachOf = (model: ModelAdapter, layer: string) => objectives.poolReach(undefined, layer, model);

/** What our model scores each target by on a sound. */
export async function scoresOf(
  model: ModelAdapter,
  targets: readonly Target[],
  sound: Float32Array,
): Promise<number[]> {
  const found: number[] = [];
  for (const { layer, channel } of targets) {
    const { total } = await scores(model, [sound], objectives.neuron(layer, channel), { engine: 'onnxruntime' });
    found.push(total[0]!);
  }
  return found;
}
