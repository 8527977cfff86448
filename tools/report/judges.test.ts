import { join } from 'node:path';
import { InputError } from '@audiate/core';
import { expect, test } from 'vitest';
import { judgesFrom } from './judges.ts';

const folder = join(import.meta.dirname, '../../packages/wav2vec2-tiny/models/tinyB');

test('loads a checkpoint folder under its name', async () => {
  const { other } = await judgesFrom([`other=${folder}`], ['tinyB']);
  expect(other!.layers.logits!.channels).toBe(40);
  other!.dispose();
});

test.each([
  ['third', /--judge must be name=FOLDER.*got "third"/],
  ['=folder', /--judge must be name=FOLDER/],
  ['a b=folder', /--judge must be name=FOLDER/],
  ['tinyB=folder', /"tinyB" is there already/],
])('refuses %s', async (given, message) => {
  const refused = judgesFrom([given], ['tinyB']);
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toBeInstanceOf(InputError);
});
