import { InputError, type Objective } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { energy } from '../audio/energy.js';
import { diversity } from '../batch/diversity.js';
import { trajectory } from '../match/trajectory.js';
import { ctc } from '../speech/ctc.js';
import { ascend, noise, scores } from '../testing/ascend.js';
import { toySpeech } from '../testing/toy-speech.js';
import { channel } from '../units/channel.js';
import { layer } from '../units/layer.js';
import { neuron } from '../units/neuron.js';
import type { Window } from '../where/window.js';
import { custom } from './custom.js';
import { each } from './each.js';
import { product } from './product.js';
import { timeWindow } from './time-window.js';

const model = toyModel();
const samples = 64 * 5;
const audio = noise(2, samples, 3);
const frames = { fromFrame: 1, toFrame: 3 };

test('is what the window of channel is', () => {
  for (const window of [frames, { fromMs: 4, toMs: 12 }]) {
    const ours = scores(model, timeWindow(channel('filters', 3), window), audio, 2);
    expect(ours).toEqual(scores(model, channel('filters', 3, { window }), audio, 2));
  }
});

test('frames of a term count from its start; the centre is the window’s', () => {
  const at = (objective: Objective) => scores(model, objective, audio, 2);
  expect(at(timeWindow(neuron('filters', 3, { at: 1 }), frames))).toEqual(at(neuron('filters', 3, { at: 2 })));
  expect(at(timeWindow(neuron('filters', 3), { fromFrame: 2, toFrame: 5 }))).toEqual(
    at(neuron('filters', 3, { at: 3 })),
  );
});

test('ascent leaves the rest of the audio alone', () => {
  const found = ascend(model, timeWindow(layer('filters'), frames), noise(1, samples, 2));
  const energies = [0, 1, 2, 3, 4].map((frame) => Math.hypot(...found.subarray(frame * 64, (frame + 1) * 64)));
  expect(Math.hypot(energies[1]!, energies[2]!)).toBeCloseTo(2, 4);
  expect(Math.hypot(energies[0]!, energies[3]!, energies[4]!)).toBeLessThan(0.05);
});

test('a word in a stretch of the sound', () => {
  const speech = toySpeech();
  const word = timeWindow(ctc('AA B'), { fromFrame: 0, toFrame: 3 });
  const found = ascend(speech, word, noise(1, samples, 40));
  expect(scores(speech, word, found)[0]![0]).toBeGreaterThan(-0.05);
});

test('a course that is shorter than the sound', () => {
  const target = { data: Float32Array.from({ length: 16 }, (_, i) => i), shape: [1, 2, 8] };
  const [[score]] = scores(model, timeWindow(trajectory('filters', target), frames), noise(1, samples)) as [number[]];
  expect(Number.isFinite(score)).toBe(true);
});

test('penalties hear samples', () => {
  const half = scores(model, timeWindow(energy(), { fromMs: 10, toMs: 20 }), audio, 2)[0]!;
  [0, 1].forEach((item) => {
    const part = audio.subarray(item * samples + 160, (item + 1) * samples);
    expect(half[item]).toBeCloseTo(-part.reduce((sum, x) => sum + x * x, 0) / 160, 6);
  });
});

test('the raw audio is cut to what the frames hear, and the window follows sound that transforms moved', () => {
  const both = custom('both', ['filters'], ({ filters }, raw) => {
    expect(raw.shape).toEqual([1, 128]);
    return tf.mean(filters, [1, 2]);
  });
  const bound = timeWindow(both, frames).terms[0]!.term.bind({ model, batch: 1, samples });
  const rows = tf.tensor3d(
    Array.from({ length: 7 * 8 }, (_, i) => Math.floor(i / 8)),
    [1, 7, 8],
  );
  expect(bound({ filters: rows }, tf.zeros([1, samples])).dataSync()[0]).toBe(2.5);
});

test('keeps weights, coupling and names', () => {
  const { terms } = timeWindow(diversity('filters'), { fromMs: 4, toMs: 12 });
  expect(terms[0]!.term.couplesBatch).toBe(true);
  expect(terms[0]!.term.description).toBe('diversity(filters) in 4 … 12 ms');
});

const bind = (objective: Objective, window: Window) =>
  timeWindow(objective, window).terms[0]!.term.bind({ model, batch: 1, samples });

test.each([
  [
    () => bind(channel('filters', 3), { fromFrame: 3, toFrame: 6 }),
    'window of frames 3 … 5 is out of range; 320 samples give filters frames 0 … 4',
  ],
  [
    () => bind(neuron('filters', 3, { at: 2 }), frames),
    'frame 2 of filters is out of range; 128 samples give it frames 0 … 1',
  ],
  [() => bind(energy(), frames), 'energy() reads samples and has no frames; give its window as { fromMs, toMs }'],
  [
    () => bind(energy(), { fromMs: 10, toMs: 30 }),
    '10 … 30 ms of energy() is samples 160 … 479; the audio has 0 … 319',
  ],
  [
    () => bind(product(channel('filters', 1), channel('energies', 2)), frames),
    'timeWindow takes terms that read one layer, product(channel(filters, 1), channel(energies, 2)) reads filters, energies',
  ],
  [
    () => bind(each([channel('filters', 1)]), frames),
    "timeWindow can't hold an each (channel(filters, 1) for item 0); write each([timeWindow(…), …])",
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
