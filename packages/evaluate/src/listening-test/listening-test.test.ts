import { decodeWav } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { listeningTest } from './listening-test.js';
import type { PageData, PageKey } from './page-data.js';
import type { Trial } from './trial.js';

const sampleRate = 16_000;
const tone = (hertz: number, level = 1) => ({
  sampleRate,
  samples: Float32Array.from({ length: 1_600 }, (_, i) => level * Math.sin((2 * Math.PI * hertz * i) / sampleRate)),
});
const clipTrial = (name: string, hertz: number): Trial => ({
  name,
  reference: tone(hertz),
  right: { name, sound: tone(hertz + 5, 0.01) },
  wrong: { name: `not ${name}`, sound: tone(2 * hertz, 7) },
});
const wordTrial: Trial = { name: 'word', sound: tone(300), right: 'hello', wrong: 'goodbye' };
const hostile = `</script><img src=x onerror="alert(1)"><!--`;

const dataIn = (html: string): PageData =>
  JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!);
const keyIn = ({ key }: PageData): PageKey => JSON.parse(Buffer.from(key, 'base64').toString('utf8'));
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

test('holds each trial with its sounds, all equally loud, and a key that tells the right choice', () => {
  const data = dataIn(listeningTest({ title: 't', trials: [clipTrial('a', 200), clipTrial('b', 300), wordTrial] }));
  const key = keyIn(data);
  expect(data.trials.map(({ question }) => question)).toEqual([
    ...Array.from({ length: 2 }, () => 'Which clip excites the same unit as the reference?'),
    'Which word do you hear?',
  ]);
  const levels = data.sounds.map((sound) => rms(decodeWav(Buffer.from(sound, 'base64')).channels[0]!));
  for (const level of levels) expect(level).toBeCloseTo(levels[0]!, 2);
  expect(key.map(({ name, names, right }) => [name, names[right]])).toEqual([
    ['a', 'a'],
    ['b', 'b'],
    ['word', 'hello'],
  ]);
  expect(data.trials[2]!.choices).toEqual(key[2]!.names);
});

test('a sound that several trials hold stands in the page once', () => {
  const { sounds } = dataIn(listeningTest({ title: 't', trials: [clipTrial('a', 200), clipTrial('a', 200)] }));
  expect(sounds).toHaveLength(3);
});

test('nothing outside the encoded key tells which clip is which: no name, no order', () => {
  const names = Array.from({ length: 60 }, (_, i) => `unit-number-${i}`);
  const html = listeningTest({ title: 't', trials: names.map((name, i) => clipTrial(name, 100 + 10 * i)) });
  expect(html).not.toContain('unit-number');
  const first = keyIn(dataIn(html)).filter(({ right }) => right === 0).length;
  expect(first).toBeGreaterThan(15);
  expect(first).toBeLessThan(45);
});

test('hostile texts change no tag and end no element', () => {
  const tags = (html: string) => [...html.matchAll(/<\/?[a-z!][a-z0-9-]*/gi)].map(([tag]) => tag);
  const made = (text: string) =>
    listeningTest({
      title: text,
      intro: text,
      trials: [{ ...wordTrial, name: text, question: text, right: text, wrong: `${text}!` }],
    });
  expect(tags(made(hostile))).toEqual(tags(made('plain')));
  expect(dataIn(made(hostile)).trials[0]!.question).toBe(hostile);
});

test('asks for nothing from elsewhere, under a policy of hashes that comes first', () => {
  const html = listeningTest({ title: 't', trials: [wordTrial] });
  expect(html).toMatch(
    /content="default-src 'none'; media-src data:; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
  );
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
  expect(html).not.toMatch(/ (src|href|action|on\w+|style)="|https?:/);
});

test.each<[unknown, RegExp]>([
  [{ title: 't', trials: [] }, /needs a list of 1 to 500 trials, got 0/],
  [{ title: '', trials: [wordTrial] }, /^the title must be a text, got ""/],
  [{ title: 't', trials: [wordTrial], seed: 1 }, /must not have "seed"/],
  [{ title: 't', trials: [null] }, /^trial 0 must be an object, got null/],
  [{ title: 't', trials: [{ ...wordTrial, wrong: 'hello' }] }, /^both words of trial 0 are "hello"/],
  [{ title: 't', trials: [{ ...wordTrial, sound: tone(Number.NaN) }] }, /^the sound of trial 0 must be finite/],
  [
    { title: 't', trials: [{ ...clipTrial('a', 200), reference: tone(205, 0.01) }] },
    /^the right clip of trial 0 is its reference/,
  ],
  [
    { title: 't', trials: [{ ...clipTrial('a', 200), wrong: { name: 'x', sound: tone(205, 0.01) } }] },
    /^both clips of trial 0 are the same sound/,
  ],
  [{ title: 't', trials: [{ ...clipTrial('a', 200), wrong: undefined }] }, /^the name of the wrong clip of trial 0/],
])('refuses %j', (given, message) => {
  const attempt = () => listeningTest(given as Parameters<typeof listeningTest>[0]);
  expect(attempt).toThrow(InputError);
  expect(attempt).toThrow(message);
});
