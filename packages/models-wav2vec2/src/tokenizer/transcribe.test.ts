import { readFile } from 'node:fs/promises';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { decodeTokens, transcribe } from './transcribe.js';

interface Transcripts {
  readonly vocabularies: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly { readonly kind: string; readonly frames: readonly number[]; readonly text: string }[];
}

const { vocabularies, cases } = JSON.parse(await readFile(lineFolder('transcripts.json'), 'utf8')) as Transcripts;

/** Logits whose likeliest token of each frame is the given one, by little. */
function logitsOf(items: readonly (readonly number[])[], channels: number) {
  const shape = [items.length, items[0]!.length, channels];
  const data = Float32Array.from({ length: items.length * items[0]!.length * channels }, (_, i) => Math.sin(i) - 9);
  items.flat().forEach((token, frame) => {
    data[frame * channels + token] = -7.9;
  });
  return { data, shape };
}

describe('transcribe', () => {
  test.each(cases)('writes what transformers writes: $text', ({ kind, frames, text }) => {
    const vocabulary = vocabularies[kind]!;
    const logits = logitsOf([frames], vocabulary.length);
    expect(transcribe(logits, vocabulary, { leaveOut: [] })).toEqual([text]);
    const bare = frames.filter((token) => !/^(<s>|<\/s>|<unk>|\[UNK\])$/.test(vocabulary[token]!));
    if (bare.length === frames.length) expect(transcribe(logits, vocabulary)).toEqual([text]);
  });

  const vocabulary = ['-', 'A', 'B', '_', '<s>'];
  test('merges runs before it leaves out; reads each item by itself', () => {
    const logits = logitsOf(
      [
        [1, 1, 0, 1, 3, 2],
        [4, 2, 4, 2, 3, 3],
      ],
      5,
    );
    expect(transcribe(logits, vocabulary, { blank: '-', wordDelimiter: '_' })).toEqual(['AA B', 'BB']);
    expect(transcribe(logits, vocabulary, { blank: '-', leaveOut: [] })).toEqual(['AA_B', '<s>B<s>B_']);
  });

  test('phones are written between spaces, without the word delimiter, with their frames where asked', () => {
    const phones = ['<pad>', 'HH', 'AH', '|'];
    const logits = logitsOf([[1, 1, 0, 2, 3, 2]], 4);
    const tokenizer = { blank: 0, split: 'spaces', wordDelimiter: '|', special: ['<pad>'] } as const;
    expect(transcribe(logits, { name: 'm', vocabulary: phones, tokenizer })).toEqual(['HH AH AH']);
    expect(transcribe(logitsOf([[1, 1, 0, 2]], 3), phones.slice(0, 3))).toEqual(['HHAH']);
    expect(decodeTokens(logits, phones)[0]!.slice(0, 2)).toEqual([
      { token: 'HH', firstFrame: 0, lastFrame: 1 },
      { token: 'AH', firstFrame: 3, lastFrame: 3 },
    ]);
  });

  test('a model without a vocabulary says why', () => {
    const model = { name: 'm', noVocabulary: 'vocab.json is not JSON' };
    expect(() => transcribe(logitsOf([[1, 2]], 5), model)).toThrow(
      'transcribe needs a model with a vocabulary; m has none: vocab.json is not JSON',
    );
  });

  test('refuses a vocabulary without the blank, and logits of another size', () => {
    const logits = logitsOf([[1, 2]], 5);
    expect(() => transcribe(logits, vocabulary)).toThrow(InputError);
    expect(() => transcribe(logits, vocabulary)).toThrow('the vocabulary has no blank "<pad>"; pass the one');
    expect(() => transcribe(logits, vocabulary.slice(1), { blank: 'A' })).toThrow(
      'logits must have the shape [batch, frames, 4], a channel for each token, got [1,2,5]',
    );
  });
});
