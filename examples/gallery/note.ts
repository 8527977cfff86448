// A second of faint blips, then an A4 begins: what Spotify's Basic Pitch, a music network, takes for the onset of that note.
import { activations, objectives, param, render, transforms } from '@audiate/core';
import { pitch } from '@audiate/dataset';
import { loadTfjs } from '@audiate/models-tfjs';
import * as tf from '@tensorflow/tfjs';
import { basicPitchFiles } from './basic-pitch-files.ts';
import type { Piece } from './piece.ts';

const RATE = 22_050;
/** The length that the network was trained on, a little less than two seconds. */
const SAMPLES = 43_844;
const MIDDLE = SAMPLES / 2;
/** Keys of a piano from the lowest, A0; A4 is 440 Hz. */
const [KEYS, A4, A4_HZ] = [88, 48, 440];
const HOP = 256;
const network = 'StatefulPartitionedCall/model_1';
const facts = { hop: HOP, offset: 0, receptiveField: 1, minSamples: 1, channels: KEYS, global: true };

export const note: Piece = {
  title: 'Note',
  hear: 'Faint blips, then in the middle an attack and a noisy A4: the onset that Basic Pitch listens for.',
  missing: () =>
    basicPitchFiles().then(
      () => undefined,
      (error: Error) => error.message,
    ),
  async make({ engine }) {
    const model = await load();
    const { channel, neuron, scale, sparsity, sum } = objectives;
    const window = { fromMs: (1000 * MIDDLE) / RATE, toMs: (1000 * SAMPLES) / RATE };
    const objective = sum(
      neuron('onset', A4, { at: 'center' }),
      channel('note', A4, { window }),
      scale(sparsity({ size: 2048 }), 20),
    );
    const { audio } = await render(model, objective, {
      samples: SAMPLES,
      steps: 32,
      seed: 1,
      param: param.waveform({ rms: 1e-5 }), // all but silent: what is heard was climbed
      transforms: transforms.none(), // those that are usual move the pitch by a semitone
      engine,
    });
    const sound = audio[0]!;
    const heard = await activations(model, sound, ['note', 'onset'], { engine });
    model.dispose();
    const middle = Math.round(MIDDLE / HOP);
    const frames = heard.note.shape[1];
    const after = means(heard.note.data, middle, frames);
    const loudest = indexOfMost(after);
    const begins = indexOfMost(Array.from({ length: frames }, (_, frame) => heard.onset.data[frame * KEYS + A4]!));
    const hz = pitch({ samples: sound.slice(MIDDLE), sampleRate: RATE }, { maxHz: 1000, threshold: 0.6 }).medianHz;
    return {
      sounds: [{ name: 'note', audio: sound, sampleRate: RATE }],
      figures: [
        {
          what: 'the key that it hears most in the second half, A4 = 49',
          value: loudest + 1,
          target: { is: '=', value: A4 + 1 },
        },
        { what: 'its certainty of A4 in that half', value: after[A4]!, target: { is: '≥', value: 0.5 } },
        {
          what: 'the same in the first half',
          value: means(heard.note.data, 0, middle)[A4]!,
          target: { is: '<', value: 0.5 },
        },
        {
          what: 'ms from the middle to the surest onset of A4',
          value: Math.abs((1000 * (begins * HOP - MIDDLE)) / RATE),
          target: { is: '<', value: 50 },
        },
        { what: 'pitch of the second half by YIN, in Hz (A4 = 440)', value: hz },
        {
          what: 'the same in semitones from A4',
          value: Math.abs(12 * Math.log2(hz / A4_HZ)),
          target: { is: '<', value: 0.5 },
        },
      ],
    };
  },
};

/** Basic Pitch, loaded by wasm: to find a network's layers it is run, and the backend cpu takes a minute for that. */
async function load() {
  await tf.ready();
  const before = tf.getBackend();
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  try {
    return await loadTfjs(await basicPitchFiles(), {
      name: 'basic-pitch',
      sampleRate: RATE,
      // what goes into the sigmoids
      layers: { note: `${network}/conv2d_3/BiasAdd`, onset: `${network}/conv2d_5/BiasAdd` },
      facts: { note: { ...facts, depth: 0 }, onset: { ...facts, depth: 1 } },
    });
  } finally {
    await tf.setBackend(before);
  }
}

/** The mean certainty of each key over some frames of `[frames, keys]` logits. */
function means(logits: Float32Array, from: number, to: number): number[] {
  return Array.from({ length: KEYS }, (_, key) => {
    let sum = 0;
    for (let frame = from; frame < to; frame++) sum += 1 / (1 + Math.exp(-logits[frame * KEYS + key]!));
    return sum / (to - from);
  });
}

const indexOfMost = (values: readonly number[]): number => values.indexOf(Math.max(...values));
