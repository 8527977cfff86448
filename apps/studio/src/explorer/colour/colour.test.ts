import { expect, test } from 'vitest';
import { smallMap } from '../testing/small-map.js';
import { colouringOf, coloursOf, percent, shortNumber } from './colouring.js';
import { BOTH_WAYS, packed, RAMP, rampOf, SEVERAL } from './palettes.js';

const map = smallMap([
  { label: 'IY', auc: 0.9, layer: 'conv.0', percentile: 10 },
  { label: 'IY', auc: 0.8, layer: 'conv.1', percentile: 20 },
  { label: 'AA', auc: 0.6, layer: 'conv.2', percentile: Number.NaN },
  { layer: 'conv.2', percentile: 90 },
]);

test('what a map does not hold is no choice', () => {
  expect(coloursOf(map)).toEqual(['label', 'layer', 'percentile', 'auc']);
  expect(coloursOf(smallMap([{}]))).toEqual(['layer', 'percentile']);
});

test('the most frequent label comes first, and what has none is of the rest', () => {
  const { colours, rest, legend } = colouringOf(map, 'label', 'light');
  const [first, second] = SEVERAL.light.map(packed);
  expect([...colours]).toEqual([first, first, second, rest]);
  expect(legend).toMatchObject({ kind: 'several', others: 1 });
  expect(legend.kind === 'several' && legend.entries.map(({ name, count }) => [name, count])).toEqual([
    ['IY', 2],
    ['AA', 1],
  ]);
});

test('layers and numbers go along the ramp, what is not known beside it', () => {
  const ramp = rampOf(RAMP.dark);
  expect([ramp[0], ramp[255]]).toEqual([packed(RAMP.dark[0]!), packed(RAMP.dark.at(-1)!)]);
  expect([...colouringOf(map, 'layer', 'dark').colours]).toEqual([ramp[0], ramp[128], ramp[255], ramp[255]]);
  const { colours, rest, legend } = colouringOf(map, 'percentile', 'dark');
  expect([colours[0], colours[2], colours[3]]).toEqual([ramp[0], rest, ramp[255]]);
  expect(legend).toEqual({ kind: 'ramp', from: '10', to: '90', colours: RAMP.dark, unknown: 1 });
});

test('a correlation of 0 is in the middle, and both ends are as far from it', () => {
  const both = smallMap([{ pitch: -0.25 }, { pitch: 0 }, { pitch: 0.5 }, {}]);
  expect(coloursOf(both)).toEqual(['layer', 'percentile', 'pitch']);
  const { colours, rest, legend } = colouringOf(both, 'pitch', 'light');
  const ramp = rampOf(BOTH_WAYS.light);
  expect([...colours]).toEqual([ramp[64], ramp[128], ramp[255], rest]);
  expect(legend).toEqual({ kind: 'ramp', from: '-0.5', to: '0.5', colours: BOTH_WAYS.light, unknown: 1 });
});

const slopesOf = (colours: readonly string[]) => {
  const lightness = colours.map((colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  });
  return lightness.slice(1).map((value, i) => Math.sign(value - lightness[i]!));
};

test.each(['light', 'dark'] as const)(
  'on %s, lightness rises or falls all along the ramp, or from the middle',
  (theme) => {
    expect(new Set(slopesOf(RAMP[theme])).size).toBe(1);
    const away = theme === 'light' ? 1 : -1;
    expect(slopesOf(BOTH_WAYS[theme])).toEqual([1, 1, 1, -1, -1, -1].map((slope) => slope * away));
  },
);

test('numbers are short, and a percentile is never rounded up to all', () => {
  expect([0.123456, 12345.6, 100, undefined, Number.NaN].map(shortNumber)).toEqual(['0.123', '12346', '100', '–', '–']);
  const values = [99.9996, 99.999999999999, 100, 50, Number.NaN, undefined];
  expect(values.map(percent)).toEqual(['99.99', '99.99', '100', '50', '–', '–']);
  const hundredths = Array.from({ length: 10_001 }, (_, i) => i / 100);
  expect(hundredths.map(percent)).toEqual(hundredths.map(String));
});
