import { readFile } from 'node:fs/promises';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { transcribe } from '@audiate/models-wav2vec2';
import { readTokenizer } from '@audiate/models-wav2vec2/internal/tokenizer/read-tokenizer';
import { spell } from '@audiate/objectives/internal/speech/spell';
import type { ModelInfo } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { describe, expect, test } from 'vitest';

interface Kind {
  readonly name: string;
  /** Of the head. */
  readonly channels: number;
  /** The number of the padding token, which may lie beyond the head. */
  readonly pad: number;
  readonly files: Readonly<Record<string, object>>;
  readonly spelt: readonly (readonly [text: string, ids: readonly number[]])[];
  readonly heard: readonly (readonly [frames: readonly number[], text: string])[];
}

const kinds: readonly Kind[] = JSON.parse(await readFile(lineFolder('spellings.json'), 'utf8'));

function modelOf({ channels, files }: Kind): ModelInfo {
  const { 'vocab.json': vocabulary, 'tokenizer_config.json': settings } = files;
  const { 'added_tokens.json': added, 'special_tokens_map.json': special } = files;
  const { warning: _, ...facts } = readTokenizer({ vocabulary, settings, added, special }, { channels });
  return { ...toyModel(), ...facts };
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('as transformers has it: %s', (_, kind) => {
  const model = modelOf(kind);

  test('the padding token is the blank; one beyond the head gives way to what is called so', () => {
    const named = model.vocabulary!.indexOf('[PAD]');
    expect(model.tokenizer!.blank).toBe(kind.pad < kind.channels ? kind.pad : named);
  });

  test('a text is spelt by the same channels', () => {
    expect(kind.spelt.length).toBeGreaterThan(20);
    for (const [text, ids] of kind.spelt) expect([text, spell(text, undefined, model).channels]).toEqual([text, ids]);
  });

  test.skipIf(kind.pad >= kind.channels)('frames are written as the same text', () => {
    for (const [frames, text] of kind.heard) {
      const data = new Float32Array(frames.length * kind.channels);
      for (const [frame, channel] of frames.entries()) data[frame * kind.channels + channel] = 1;
      const logits = { data, shape: [1, frames.length, kind.channels] };
      expect(transcribe(logits, model, { leaveOut: [] })).toEqual([text]);
    }
  });
});
