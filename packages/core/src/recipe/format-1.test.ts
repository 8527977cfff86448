// Recipes of format 1, one for every part in every form that the laws test, with the sounds that they made when they
// were written. Whatever the code is called since: each is to replay bit-equal.
import { readFileSync } from 'node:fs';
import * as objectives from '@audiate/objectives';
import { rms } from '@audiate/ops';
import * as param from '@audiate/param';
import { type Context, fold, key, type ModelAdapter, normal, type Part, type Spec } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { kinds as optimizers } from '../optimizers/index.js';
import { replay } from '../render/replay.js';
import { speaker } from '../testing/targets.js';
import type { Recipe } from './recipe.js';

interface Row {
  readonly name: string;
  readonly recipe: Recipe;
  /** Float32, little endian, in base64; one for each item. */
  readonly sounds: readonly string[];
}

const { arrays, rows }: { readonly arrays: readonly string[]; readonly rows: readonly Row[] } = JSON.parse(
  readFileSync(new URL('../../../../fixtures/recipes/format-1.json', import.meta.url), 'utf8'),
);

function decode(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
}

const parts: Record<string, Part<unknown>> = {
  'two tones': param.custom('two tones', {
    init: (start, { batch }: Context) => {
      const phases = Float32Array.from({ length: batch }, (_, item) => normal(fold(start, item), 1)[0]!);
      return { low: { data: phases, shape: [batch, 1] }, high: { data: phases.map((v) => v + 1), shape: [batch, 1] } };
    },
    decode: ({ low, high }, { samples }) => {
      const time = tf.reshape(tf.range(0, samples), [1, samples]);
      return tf.add(tf.mul(low, tf.sin(tf.mul(time, 0.1))), tf.mul(high, tf.sin(time)));
    },
  }),
  fade: transforms.custom('fade', (audio, drawn, { strength, batch, samples }) => {
    const depths = Array.from({ length: batch }, (_, item) => strength * normal(fold(drawn, item), 1)[0]!);
    const slope = tf.mul(tf.tensor2d(depths, [batch, 1]), tf.reshape(tf.linspace(0, 1, samples), [1, samples]));
    return tf.mul(audio, tf.add(slope, 1));
  }),
  power: objectives.custom('power', ['filters'], ({ filters }) => tf.mean(tf.square(filters), [1, 2])).terms[0]!.term,
  quiet: objectives.custom('quiet', [], (_, raw) => tf.neg(rms(raw))).terms[0]!.term,
};

const toy = toyModel();
const speech = { ...speaker, name: 'toy speech', fingerprint: 'toy-speech', forward: speechOf(toy) } as ModelAdapter;

function speechOf(model: typeof toy) {
  return (audio: Parameters<typeof toy.forward>[0]) => ({ logits: model.forward(audio, ['filters']).filters });
}

describe('recipes of format 1 replay bit-equal', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, { recipe, sounds }) => {
    const model = recipe.model.fingerprint === speech.fingerprint ? speech : toy;
    const { audio } = await replay(recipe, { model, parts, arrays: arrays.map(decode) });
    const [ours, theirs] = [audio.map((item) => new Float32Array(item)), sounds.map(decode)];
    // Another release of V8 may compute sines by another formula.
    if (process.version.startsWith('v20.')) return expect(ours).toEqual(theirs);
    for (const [item, sound] of theirs.entries()) {
      for (const [i, sample] of sound.entries()) expect(ours[item]![i]).toBeCloseTo(sample, 4);
    }
  });
});

test('every kind that the format was written with is still known', () => {
  const kinds = new Set<unknown>();
  const collect = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if ('kind' in value) kinds.add((value as Spec).kind);
    for (const inner of Object.values(value)) collect(inner);
  };
  for (const { recipe } of rows) collect(recipe);
  const known = [param.kinds, transforms.kinds, objectives.kinds, optimizers].flatMap((all) =>
    all.map(({ kind }) => kind),
  );
  expect(rows).toHaveLength(130);
  expect([...kinds].filter((kind) => kind !== 'custom' && !known.includes(kind as string))).toEqual([]);
  expect(kinds.size).toBe(53);
});

test('the arrays are those that the recipes name', () => {
  expect(decode(arrays[0]!)).toEqual(normal(key(9), 100).map((sample) => 0.1 * sample));
});
