import { readFile } from 'node:fs/promises';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { expect, test } from 'vitest';
import { parseConfig } from './config.js';
import { SETTINGS } from './settings.js';

/** What transformers' ASTConfig has by default, and the keys that its modeling code reads. */
const known: { readonly defaults: Readonly<Record<string, unknown>>; readonly read: readonly string[] } = JSON.parse(
  await readFile(`${lineFolder('ast')}/golden-config-keys.json`, 'utf8'),
);

const parse = (settings: object) => parseConfig({ model_type: 'audio-spectrogram-transformer', ...settings });

test('every key that transformers knows is honoured, refused or without effect', () => {
  const keys = new Set([...Object.keys(known.defaults), ...known.read]);
  expect([...keys].filter((key) => !Object.hasOwn(SETTINGS, key))).toEqual([]);
});

test('defaults are those of transformers', () => {
  expect(parse({})).toEqual(parse(known.defaults));
});

const OTHER: Readonly<Record<string, unknown>> = { id2label: { 0: 'Dog' }, num_labels: 7, qkv_bias: false };
const honoured = Object.entries(SETTINGS).flatMap(([key, { is }]) => (is === 'honoured' ? [key] : []));
test.each(honoured)('%s is honoured', (key) => {
  const other = OTHER[key] ?? 2 * (known.defaults[key] as number);
  expect(parse({ [key]: other })).not.toEqual(parse({}));
});

test('all else changes nothing', () => {
  const rest = Object.keys(SETTINGS).filter((key) => SETTINGS[key]!.is === 'unread');
  expect(parse(Object.fromEntries(rest.map((key) => [key, 7])))).toEqual(parse({}));
});
