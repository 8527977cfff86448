import { expect, test } from 'vitest';
import { laneFigure } from './lane-figure.js';
import { page } from './page.js';

const time = { min: 0, max: 2, ticks: [] };
const segments = [
  { token: 'HH', start: 0.5, end: 1, probability: 0.5 },
  { token: 'AH', start: 1, end: 2, probability: 1 },
];

test('a bar for each segment, as high as it is probable, where it is heard', () => {
  const html = laneFigure([{ name: 'tiny', segments }], time, 'a tone');
  expect(html).toContain('<rect class="sure" x="25%" y="10" width="25%" height="10"><title>HH 0.50</title></rect>');
  expect(html).toContain('<rect class="sure" x="50%" y="0" width="50%" height="20"><title>AH 1.00</title></rect>');
  expect(html).toContain('<text x="75%" y="35" text-anchor="middle">AH</text>');
});

test('says in words who hears what, and when', () => {
  const html = laneFigure([{ name: 'tiny', segments }], time, 'a tone');
  expect(html).toContain(
    'aria-label="What tiny hears in a tone: HH from 0.50 to 1.00 s, probability 0.50; AH from 1.00 to 2.00 s, probability 1.00"',
  );
  expect(html).toContain('<p class="heard" dir="auto">HH AH</p>');
  expect(laneFigure([{ name: 'tiny', segments: [] }], time, 'a tone')).toContain('>nothing</p>');
  expect(laneFigure([], time, 'a tone')).toBe('');
});

test('what is known is not said to be heard', () => {
  const html = laneFigure([{ name: 'phones', labels: true, segments }], time, 'a tone');
  expect(html).toContain('aria-label="phones of a tone: HH from 0.50 to 1.00 s');
  expect(html).toContain('<span dir="auto">phones</span>');
  expect(html).not.toContain('hears');
});

test('hostile tokens and names change no tag', () => {
  const hostile = `</script><img src=x onerror="alert(1)">`;
  const html = (text: string) =>
    page({
      title: 't',
      cards: [
        {
          title: 'c',
          audio: new Float32Array(16).fill(0.1),
          sampleRate: 8,
          facts: [],
          lanes: [{ name: text, segments: [{ token: text, start: 0, end: 1, probability: 1 }] }],
        },
      ],
    });
  const tags = (text: string) => [...text.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name);
  expect(tags(html(hostile))).toEqual(tags(html('plain')));
  expect(html(hostile)).not.toContain('<img src=x');
});

test('lanes that do not fit the audio are refused', () => {
  const card = {
    title: 'c',
    audio: new Float32Array(8).fill(0.1),
    sampleRate: 8,
    facts: [],
    lanes: [{ name: 'a', segments }],
  };
  expect(() => page({ title: 't', cards: [card] })).toThrow(/^end of segment 1 of lane "a" must be .* at most 1/);
});
