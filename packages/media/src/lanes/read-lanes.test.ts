import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { labelTrack } from './label-track.js';
import type { Lane } from './lane.js';
import { readLabelTrack } from './read-label-track.js';
import { readTextGrid } from './read-text-grid.js';
import { textGrid } from './text-grid.js';

const read = (name: string) => readFileSync(`fixtures/text-grid/${name}`, 'utf8');
const { lanes, seconds } = JSON.parse(read('case.json')) as { lanes: Lane[]; seconds: number };
const sure = lanes.map(({ name, segments }) => ({
  name,
  segments: segments.map((one) => ({ ...one, probability: 1 })),
}));

test('reads what Praat writes, and what textGrid does', () => {
  expect(readTextGrid(read('praat.TextGrid'))).toEqual({ lanes: sure, seconds });
  expect(readTextGrid(textGrid(lanes, seconds))).toEqual({ lanes: sure, seconds });
});

test('reads the short format, tiers of points left out', () => {
  const short = `File type = "ooTextFile"
Object class = "TextGrid"

0.5
2
<exists>
2
"TextTier"
"events"
0.5
2
1
1
"click"
"IntervalTier"
"phones"
0.5
2
3
0.5
1
""
1
1.25
"AH ""x"""
1.25
2
"T"
`;
  expect(readTextGrid(short)).toEqual({
    seconds: 1.5,
    lanes: [
      {
        name: 'phones',
        segments: [
          { token: 'AH "x"', start: 0.5, end: 0.75, probability: 1 },
          { token: 'T', start: 0.75, end: 1.5, probability: 1 },
        ],
      },
    ],
  });
});

test('reads label tracks as they are written, and as Audacity does with frequencies, points and any order', () => {
  const lane: Lane = sure[0]!;
  expect(readLabelTrack(labelTrack(lane, seconds), 'tiny "one"')).toEqual({
    name: 'tiny "one"',
    segments: lane.segments.map((one) => ({ ...one, end: Number(one.end.toFixed(6)) })),
  });
  const { segments } = readLabelTrack('2\t3\tb\r\n\\\t100\t200\r\n1\t1\tpoint\r\n0\t1\ta\tb\r\n', 'x');
  expect(segments.map(({ token, start }) => [token, start])).toEqual([
    ['a\tb', 0],
    ['b', 2],
  ]);
});

test.each<[() => unknown, RegExp]>([
  [() => readTextGrid('hello'), /ends where a text should stand/],
  [
    () => readTextGrid('"ooTextFile" "Pitch 1"'),
    /must begin with "ooTextFile" and "TextGrid", got "ooTextFile" and "Pitch 1"/,
  ],
  [() => readTextGrid(read('praat.TextGrid').slice(0, 400)), /^a TextGrid (ends|has)/],
  [() => readTextGrid(read('praat.TextGrid').replace('0.2225', '7')), /^end of segment 0 of lane .* at most 1.09/],
  [() => readTextGrid('"ooTextFile" "TextGrid" 0 "1"'), /has "\\"1\\"" where a number should stand/],
  [
    () => readLabelTrack('0\t1\ta\nhello', 'x'),
    /^line 2 of label track "x" must be start, end and label, got "hello"$/,
  ],
  [() => readLabelTrack('0\t1\ta\n0.5\t2\tb', 'x'), /^start of segment 1 of lane "x"/],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(InputError);
  expect(mistake).toThrow(message);
});
