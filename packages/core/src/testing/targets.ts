import * as objectives from '@audiate/objectives';
import { defineModel } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { toy } from './toy-render.js';

const { model, objective } = toy;
const { neuron, channel, diversity, each, scale, sum, neighbors, custom, product, timeWindow, interpolate } =
  objectives;
const { alignment, channelWeights, direction, directionNeuron, layer, loudness: lufs } = objectives;
const { activationMatch, caricature, ctc, logit, style, trajectory } = objectives;
const vector = Float32Array.of(1, -0.5, 0.25, 2, 0.3, -1, 0.7, 0.1);
const heard = { data: Float32Array.from({ length: 48 }, (_, i) => 0.1 * Math.sin(i * i)), shape: [1, 6, 8] };
const loudness = custom('loudness', [], (_, raw) => tf.mean(tf.square(raw), 1));
/** At a fixed level loudness has no slope, but peaks have. */
const peaks = custom('peaks', [], (_, raw) => tf.mul(tf.mean(tf.square(tf.square(raw)), 1), 1000));
const both = custom('both', ['filters'], ({ filters }, raw) => tf.add(tf.mean(filters, [1, 2]), tf.mean(raw, 1)));
/** One objective of every kind on the toy model. */
export const targets = {
  neuron: objective,
  'a neuron pooled by rms, with neighbours': neuron('filters', 3, { neighbors: 0.1, pool: { ms: 8, reduce: 'rms' } }),
  'channel over time': channel('filters', 1),
  'largest of a channel': channel('energies', 1, { reduce: 'max' }),
  'smooth maximum': channel('energies', 2, { reduce: 'logsumexp' }),
  neighbors: sum(neuron('filters', 2), scale(neighbors('filters', 2), 0.3)),
  diversity: sum(channel('filters', 1), scale(diversity('filters'), 0.5)),
  'one for each item': each([neuron('filters', 1), channel('energies', 2)]),
  'a penalty beside': sum(neuron('filters', 3), scale(loudness, -0.2)),
  'a penalty alone': peaks,
  'raw and heard': both,
  'a schedule from zero': scale(neuron('filters', 3), { from: 0, to: 2 }),
  'channel weights': channelWeights('filters', { 2: 1, 5: -0.5 }),
  'a direction': direction('filters', vector, { cosinePower: 2 }),
  'a direction in a frame': directionNeuron('energies', vector, { at: 2 }),
  'a whole layer': layer('filters'),
  'a course': trajectory('filters', heard, { cosinePower: 1 }),
  'a match': activationMatch('filters', heard),
  'a texture': style('filters', heard),
  'a caricature': caricature('filters', heard, { cosinePower: 1 }),
  'a morph, aligned': sum(interpolate(channel('filters', 1), channel('energies', 4)), scale(alignment('filters'), 0.5)),
  'a product, beside a penalty': sum(product(layer('filters'), channel('energies', 1)), scale(lufs(), 0.01)),
  'a stretch of time': timeWindow(channel('filters', 3), { fromFrame: 1, toFrame: 4 }),
  'recorded only': sum(neuron('filters', 3), scale(channel('filters', 2), 0)),
};

/** The toy model as one that speaks. */
export const speaker = defineModel({
  ...model,
  layers: { logits: model.layers.filters },
  vocabulary: ['<pad>', 'AA', 'AE', 'B', 'D', 'F', 'G', 'IY'],
  forward(audio) {
    const { filters } = model.forward(audio, ['filters']);
    return { logits: tf.mul(filters, 5) as typeof filters };
  },
});

/** One objective of every kind on what it says. */
export const spoken = {
  'a text': ctc('AA B'),
  'a text with equal neighbours': ctc('D D IY'),
  'a token': logit('F'),
  'a text in a stretch of time': timeWindow(ctc('G'), { fromFrame: 1, toFrame: 5 }),
};
