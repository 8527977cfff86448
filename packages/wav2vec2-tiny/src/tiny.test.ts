import { readdirSync, readFileSync } from 'node:fs';
import { decodeTokens } from '@audiate/models-wav2vec2';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { type TinyName, tiny, tinyB } from './index.js';

const folder = new URL('../evaluation/', import.meta.url);
const clips: { file: string; phones: string[] }[] = JSON.parse(readFileSync(new URL('clips.json', folder), 'utf8'));
const figures = JSON.parse(readFileSync(new URL('../evaluation.json', import.meta.url), 'utf8'));

/** 16-bit mono PCM of a WAV whose header is 44 bytes, as Python's soundfile writes it. */
function readWav(file: string): Float32Array {
  const bytes = readFileSync(new URL(file, folder));
  return Float32Array.from(
    { length: (bytes.length - 44) / 2 },
    (_, index) => bytes.readInt16LE(44 + 2 * index) / 32768,
  );
}

function edits(said: readonly string[], reference: readonly string[]): number {
  let row = Array.from({ length: reference.length + 1 }, (_, index) => index);
  for (const phone of said) {
    const next = [row[0]! + 1];
    for (let index = 1; index < row.length; index++) {
      const swap = row[index - 1]! + (reference[index - 1] === phone ? 0 : 1);
      next.push(Math.min(swap, row[index]! + 1, next[index - 1]! + 1));
    }
    row = next;
  }
  return row[row.length - 1]!;
}

describe.each<[TinyName, typeof tiny]>([
  ['tiny', tiny],
  ['tinyB', tinyB],
])('%s', (name, load) => {
  it('makes the phone error on the committed clips that the model card gives', async () => {
    const model = await load();
    let wrong = 0;
    let total = 0;
    for (const { file, phones } of clips) {
      const samples = readWav(file);
      const said = tf.tidy(() => {
        const { logits } = model.forward(tf.tensor2d(samples, [1, samples.length]), ['logits']);
        const [heard] = decodeTokens({ data: logits.dataSync<'float32'>(), shape: logits.shape }, model);
        return heard!.map(({ token }) => token);
      });
      wrong += edits(said, phones);
      total += phones.length;
    }
    model.dispose();
    expect(clips.length).toBe(readdirSync(folder).filter((file) => file.endsWith('.wav')).length);
    expect((100 * wrong) / total).toBeCloseTo(figures[name].committed.phoneError, 0);
  });

  it('knows 39 phones and the blank', async () => {
    const model = await load();
    expect(model.vocabulary).toHaveLength(40);
    expect(model.vocabulary![0]).toBe('<pad>');
    expect(model.name).toBe(name);
    model.dispose();
  });
});
