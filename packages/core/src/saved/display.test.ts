import { decodeWav } from '@audiate/media';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { render } from '../render/render.js';
import type { MimeBundle } from './display.js';

const rendered = (batch: number, name = 'toy') =>
  render({ ...toyModel({ channels: 4 }), name }, 'filters:1', {
    steps: 2,
    samples: 2_000,
    seed: 1,
    batch,
    engine: 'cpu',
  });
const bundleOf = (result: object): MimeBundle =>
  (result as Record<symbol, () => MimeBundle>)[Symbol.for('Jupyter.display')]!();

test('a notebook is given a picture, a player and the facts of each item, and a line of text', async () => {
  const result = await rendered(2);
  const bundle = bundleOf(result);
  const html = bundle['text/html'];
  expect(bundle['text/plain'].split('\n')).toEqual([
    expect.stringMatching(/^channel\(filters, 1\): score \S+, seed 1, item 0, 2 steps, toy$/),
    expect.stringMatching(/^channel\(filters, 1\): score \S+, seed 1, item 1, 2 steps, toy$/),
  ]);
  const sounds = [...html.matchAll(/src="data:audio\/wav;base64,([^"]+)"/g)].map(([, text]) =>
    Buffer.from(text!, 'base64'),
  );
  expect(sounds.map((bytes) => decodeWav(bytes).channels[0]!.length)).toEqual([2_000, 2_000]);
  const pictures = [...html.matchAll(/src="data:image\/png;base64,([^"]{8})/g)].map(([, text]) => text);
  expect(pictures).toEqual(['iVBORw0K', 'iVBORw0K']);
  expect(html).toContain(`<tr><th>score</th><td>${result.scores[0]!.toPrecision(4)}</td></tr>`);
});

test('text from elsewhere is shown, and never read as HTML', async () => {
  const html = bundleOf(await rendered(1, '<img src=x onerror=alert(1)>'))['text/html'];
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).not.toContain('<img src=x');
});

test('of a large batch the first eight are shown, and it is said how many are not', async () => {
  const bundle = bundleOf(await rendered(10));
  expect(bundle['text/html'].match(/<audio/g)).toHaveLength(8);
  expect(bundle['text/plain']).toMatch(/\nand 2 more: save\(result, folder\) writes all$/);
});

test('what a result holds is as before: the display is not enumerable, and is left behind by copies', async () => {
  const result = await rendered(1);
  const copy = structuredClone(result);
  expect(copy).toEqual(result);
  expect(Object.getOwnPropertySymbols({ ...result })).toEqual([]);
  expect(Object.keys(result)).not.toContain('Jupyter.display');
});
