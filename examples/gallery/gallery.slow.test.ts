import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';
import { pieces } from './all.ts';
import { recorded } from './clips.ts';
import { isMet } from './piece.ts';

const kit = {
  model: await tiny(),
  engine: 'onnxruntime' as const,
  clip: recorded('001.wav'),
  other: recorded('004.wav'),
};

/** What the project asked of them, by the words of the figure: a piece can't ask less of itself. */
const asked: Readonly<Record<string, readonly [figure: RegExp, is: '≥' | '<' | '=', target: number | string][]>> = {
  word: [[/^greedy decode/, '=', 'HH AH L OW']],
  metamer: [
    [/^correlation of activations/, '≥', 0.95],
    [/correlation\| of waveforms/, '<', 0.1],
  ],
  inversion: [
    [/^correlation of activations/, '≥', 0.95],
    [/correlation\| of waveforms/, '<', 0.1],
  ],
  'style-transfer': [[/^Gram distance/, '<', 0.1]],
  accentuation: [[/^the first ÷ the second/, '<', 1]],
};

test.each(Object.keys(pieces))('%s does what it says', async (name) => {
  const { figures, sounds } = await pieces[name]!.make(kit);
  for (const [figure, is, value] of asked[name] ?? []) {
    const found = figures.filter(({ what }) => figure.test(what));
    expect(found.map(({ target }) => target)).toEqual([{ is, value }]);
  }
  const aimed = figures.filter(({ target }) => target);
  expect(aimed.length).toBeGreaterThan(0);
  for (const figure of aimed) expect(isMet(figure), `${figure.what}: ${figure.value}`).toBe(true);
  for (const { audio } of sounds) expect(audio.every(Number.isFinite)).toBe(true);
});

test('what is asked is asked of pieces that are there', () => {
  for (const name of Object.keys(asked)) expect(Object.keys(pieces)).toContain(name);
});
