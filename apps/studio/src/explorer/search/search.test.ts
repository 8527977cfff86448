import { describe, expect, test } from 'vitest';
import { targetOf } from '../map/shown-map.js';
import { smallMap } from '../testing/small-map.js';
import { matching } from './matching.js';
import { queryOfLabel, readQuery } from './read-query.js';

const map = smallMap([
  { layer: 'encoder.1', unit: 7, label: 'IY', auc: 0.95, percentile: 99.5 },
  { layer: 'encoder.1', unit: 8, label: 'AA', auc: 0.7, percentile: 40 },
  { layer: 'encoder.10', unit: 7, label: 'IY', auc: 0.8, percentile: 99.9 },
  { layer: 'logits', unit: 3, name: 'IY', percentile: 100, score: -2.5 },
  { layer: 'conv.0', unit: 7, percentile: Number.NaN, score: Number.NaN },
  { layer: 'logits', unit: 4, name: 'A B', percentile: 1 },
]);

function found(text: string) {
  const read = readQuery(text);
  return 'refused' in read ? read.refused : [...matching(map, read.conditions)].map((i) => targetOf(map, i));
}

describe('a search finds', () => {
  test.each<[string, readonly string[]]>([
    ['', ['logits:3', 'encoder.10:7', 'encoder.1:7', 'encoder.1:8', 'logits:4', 'conv.0:7']],
    ['iy', ['logits:3', 'encoder.10:7', 'encoder.1:7']],
    ['encoder.1', ['encoder.1:7', 'encoder.1:8']],
    ['enc', ['encoder.10:7', 'encoder.1:7', 'encoder.1:8']],
    ['encoder.1:7', ['encoder.1:7']],
    ['percentile > 99', ['logits:3', 'encoder.10:7', 'encoder.1:7']],
    ['label = IY', ['encoder.10:7', 'encoder.1:7']],
    ['label=IY and auc>0.9', ['encoder.1:7']],
    ['label != iy layer = encoder.1', ['encoder.1:8']],
    ['name = "a b"', ['logits:4']],
    ['unit = 7 percentile <= 99.5', ['encoder.1:7']],
    ['score < -2', ['logits:3']],
    ['  AUC >= 0.8  IY ', ['encoder.10:7', 'encoder.1:7']],
    ['toString', []],
    ['percentile != 100 unit = 7', ['encoder.10:7', 'encoder.1:7']],
    ['score != 0 layer = conv.0', []],
  ])('%j', (text, targets) => {
    expect(found(text)).toEqual(targets);
  });
});

test.each(['percentil > 3', 'percentile > many', 'label > IY', 'auc >', '"open', 'constructor = 1', '= 3'])(
  '%j is refused in a sentence that says what is understood',
  (text) => {
    expect(found(text)).toMatch(
      /^Can't read ".*": write a label or word, encoder\.3, encoder\.3:17, or one of label, /,
    );
  },
);

test.each(['IY', '"', 'say "a" or ""', '\\', 'x = 3', ' ', 'x'.repeat(200), '"'.repeat(200)])(
  'a label is found by the query of it, whatever it is: %j',
  (label) => {
    expect(readQuery(queryOfLabel(label))).toEqual({
      conditions: [{ kind: 'text', of: 'label', isNot: false, text: label.toLowerCase() }],
    });
  },
);

test('a search that is too long is refused', () => {
  expect(found('x'.repeat(501))).toBe('The search is longer than 500 letters.');
});
