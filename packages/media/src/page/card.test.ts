import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { fromBase64 } from '../base64.js';
import { playbackCopy } from '../playback.js';
import { decodeWav } from '../wav/decode.js';
import { card } from './card.js';

const sampleRate = 16_000;
const audio = Float32Array.from({ length: 2_000 }, (_, i) => 40 * Math.sin(i));

test('plays the levelled copy, not the audio', () => {
  const html = card({ title: 't', audio, sampleRate, facts: [] }, 'card-1');
  const file = decodeWav(fromBase64(/data:audio\/wav;base64,([^"]+)"/.exec(html)![1]!));
  expect(file.sampleRate).toBe(sampleRate);
  playbackCopy(audio, { sampleRate }).forEach((sample, i) => {
    expect(Math.abs(file.channels[0]![i]! - sample)).toBeLessThanOrEqual(0.5 / 32_768 + 1e-9);
  });
});

test('shows facts in order, numbers with six digits', () => {
  const facts = [
    { name: 'score', value: -1.23456789 },
    { name: 'seed', value: 2 ** 53 - 1 },
    { name: 'target', value: 'logit(AA)' },
  ];
  const html = card({ title: 't', audio, sampleRate, facts }, 'card-1');
  const shown = [...html.matchAll(/<th[^>]*>(.*?)<\/th><td[^>]*>(.*?)<\/td>/g)].map(([, name, value]) => [name, value]);
  expect(shown).toEqual([
    ['score', '−1.23457'],
    ['seed', '9007199254740991'],
    ['target', 'logit(AA)'],
  ]);
});

test('leaves out what it is not given', () => {
  const html = card({ title: 't', audio, sampleRate, facts: [] }, 'card-1');
  for (const left of ['<p ', '<table', '>score<']) expect(html.includes(left), left).toBe(false);
  const full = card(
    { title: 't', description: 'd', audio, sampleRate, facts: [], curve: [{ step: 0, score: 1 }] },
    'c',
  );
  expect(full).toMatch(/<p dir="auto">d<\/p>/);
  expect(full).toContain('>score<');
});

test('refuses what is not audio', () => {
  expect(() => card({ title: 't', audio: new Float32Array(0), sampleRate, facts: [] }, 'c')).toThrow(InputError);
});
