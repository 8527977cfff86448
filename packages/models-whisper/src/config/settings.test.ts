import { readFile } from 'node:fs/promises';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { expect, test } from 'vitest';
import { parseConfig } from './config.js';
import { parseDecoderConfig } from './decoder-config.js';
import { SETTINGS } from './settings.js';

/** What transformers' WhisperConfig has by default, and the keys that its modeling code reads. */
const known: { readonly defaults: Readonly<Record<string, unknown>>; readonly read: readonly string[] } = JSON.parse(
  await readFile(`${lineFolder('whisper')}/golden-config-keys.json`, 'utf8'),
);

const parse = (settings: object) => ({
  encoder: parseConfig({ model_type: 'whisper', ...settings }),
  decoder: parseDecoderConfig(settings),
});

test('every key that transformers knows is honoured, refused or without effect', () => {
  const keys = new Set([...Object.keys(known.defaults), ...known.read]);
  expect([...keys].filter((key) => !Object.hasOwn(SETTINGS, key))).toEqual([]);
});

test('defaults are those of transformers', () => {
  expect(parse({})).toEqual(parse(known.defaults));
});

const honoured = Object.entries(SETTINGS).flatMap(([key, { is }]) => (is === 'honoured' ? [key] : []));
test.each(honoured)('%s is honoured', (key) => {
  const usual = known.defaults[key];
  const other = typeof usual === 'boolean' ? !usual : key.endsWith('heads') ? 3 : 2 * (usual as number);
  expect(parse({ [key]: other })).not.toEqual(parse({}));
});

test('all else changes nothing', () => {
  const rest = Object.keys(SETTINGS).filter((key) => SETTINGS[key]!.is === 'unread');
  expect(parse(Object.fromEntries(rest.map((key) => [key, 7])))).toEqual(parse({}));
});
