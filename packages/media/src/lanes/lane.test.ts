import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { checkLanes, type Lane } from './lane.js';

const segment = { token: 'A', start: 0.2, end: 0.4, probability: 1 };
const lane = (...segments: unknown[]) => [{ name: 'tiny', segments }] as Lane[];

test.each<[unknown, RegExp]>([
  ['none', /^lanes must be a list of/],
  [[null], /^the name of lane 0 must be a text, got undefined$/],
  [[{ name: 'tiny' }], /^the segments of lane "tiny" must be a list/],
  [lane(null), /^the token of segment 0 of lane "tiny" must be a text/],
  [lane({ ...segment, start: -0.1 }), /^start of segment 0 of lane "tiny" must be/],
  [lane({ ...segment, end: 1.5 }), /^end of segment 0 of lane "tiny" must be .* at most 1/],
  [lane({ ...segment, end: 0.2 }), /^end of segment 0 .* above 0.2/],
  [lane(segment, { ...segment, start: 0.3 }), /^start of segment 1 .*not before the one before/],
  [lane({ ...segment, probability: Number.NaN }), /^probability of segment 0/],
])('refuses %j', (lanes, message) => {
  const attempt = () => checkLanes(lanes as Lane[], 1);
  expect(attempt).toThrow(InputError);
  expect(attempt).toThrow(message);
});

test('takes what touches, and the end of the sound', () => {
  const lanes = lane(segment, { ...segment, start: 0.4, end: 1 + 1e-9 });
  expect(checkLanes(lanes, 1)).toBe(lanes);
});
