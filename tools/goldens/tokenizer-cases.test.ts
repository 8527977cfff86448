import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transcribe } from '@audiate/models-wav2vec2';
import { readTokenizer } from '@audiate/models-wav2vec2/internal/tokenizer/read-tokenizer';
import { ctc } from '@audiate/objectives';
import { spell } from '@audiate/objectives/internal/speech/spell';
import type { ModelInfo } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

/** Tokenizers as people who fine-tune leave them, each with the logits of a small model for one sound. */
const root = join(import.meta.dirname, '../../fixtures/tokenizers');

interface Expected {
  readonly say: string;
  readonly label: readonly number[];
  /** torch's ctc_loss of the label on the logits, negated. */
  readonly ctc: number;
  readonly ids: readonly number[];
  readonly text: string;
  readonly text_skip: string;
  readonly pad: string;
  readonly pad_id: number;
}

async function read(name: string, without: readonly string[] = []) {
  const json = async (file: string) => {
    const text = await readFile(join(root, name, `${file}.json`), 'utf8').catch(() => undefined);
    return text && !without.includes(file) ? JSON.parse(text) : undefined;
  };
  const config = await json('config');
  const files = {
    vocabulary: await json('vocab'),
    settings: await json('tokenizer_config'),
    added: await json('added_tokens'),
  };
  const channels: number = ((await json('config')) ?? { vocab_size: 33 }).vocab_size;
  const { warning, ...facts } = readTokenizer(files, { channels, padTokenId: config?.pad_token_id });
  const bytes = await readFile(join(root, name, 'logits.f32'));
  const data = new Float32Array(new Uint8Array(bytes).buffer);
  const logits = { data, shape: [1, data.length / channels, channels] };
  const toy = toyModel();
  const layers = { logits: { ...toy.layers.filters, channels } };
  const model: ModelInfo = { ...toy, ...facts, name, layers };
  return { model, logits, warning, expected: (await json('expected')) as Expected };
}

function score(text: string, model: ModelInfo, { data, shape }: { data: Float32Array; shape: readonly number[] }) {
  const { hop, minSamples } = model.layers.logits!;
  const samples = minSamples + (shape[1]! - 1) * hop;
  const bound = ctc(text).terms[0]!.term.bind({ model, batch: 1, samples });
  return tf.tidy(
    () => bound({ logits: tf.tensor(data, shape as [number, number, number]) }, tf.zeros([1, samples])).dataSync()[0]!,
  );
}

describe.each(readdirSync(root))('%s', (name) => {
  test('is spelt and scored as by transformers and torch', async () => {
    const { model, logits, warning, expected } = await read(name);
    expect(warning).toBeUndefined();
    expect(model.tokenizer!.blank).toBe(expected.pad_id);
    expect(model.vocabulary![expected.pad_id]).toBe(expected.pad);
    expect(spell(expected.say, undefined, model).channels).toEqual(expected.label);
    expect(Math.abs(score(expected.say, model, logits) - expected.ctc)).toBeLessThan(
      2e-6 * Math.abs(expected.ctc) + 1e-4,
    );
  });

  test('is written as by transformers, with and without special tokens', async () => {
    const { model, expected } = await read(name);
    const channels = model.vocabulary!.length;
    const ids = expected.ids;
    const data = new Float32Array(ids.length * channels);
    for (const [frame, id] of ids.entries()) data[frame * channels + id] = 1;
    const logits = { data, shape: [1, ids.length, channels] };
    expect(transcribe(logits, model, { leaveOut: [] })).toEqual([expected.text]);
    expect(transcribe(logits, model)).toEqual([expected.text_skip]);
  });
});

test.each([[['tokenizer_config']], [['config']], [['tokenizer_config', 'config']], [['added_tokens', 'config']]])(
  'the blank of an added token is known without %s',
  async (without) => {
    const { model, logits, expected } = await read('pad-added', without);
    expect(score('hello world', model, logits)).toBeCloseTo(expected.ctc, 3);
  },
);

test('a token without a logit is no target', async () => {
  const { model } = await read('tokens-beyond-head');
  expect(model.vocabulary).toHaveLength(30);
  expect(() => spell(['a', '<s>'], undefined, model)).toThrow(
    'token "<s>" of tokens-beyond-head has no logit: its number lies beyond the 30 channels of the head; choose another',
  );
});
