import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { parseTarget } from './parse-target.js';

const described = (text: string) => parseTarget(text).map(({ terms }) => terms[0]!.term.description);

test.each([
  ['encoder.3:17', ['channel(encoder.3, 17)']],
  ['conv.0.pre:2-4', ['channel(conv.0.pre, 2)', 'channel(conv.0.pre, 3)', 'channel(conv.0.pre, 4)']],
  ['encoder.3:5-5', ['channel(encoder.3, 5)']],
  ['logit:IY', ['logit(IY)']],
  ['logit:<|de|>', ['logit(<|de|>)']],
  ['word:hello', ['ctc("hello")']],
  ['word:AA B: C', ['ctc("AA B: C")']],
])('%s', (text, descriptions) => {
  expect(described(text)).toEqual(descriptions);
});

test.each([
  ['encoder.3', /can't read the target "encoder\.3"; write it as encoder\.3:17/],
  ['encoder.3:', /can't read the target/],
  [':17', /can't read the target/],
  ['encoder.3:x', /can't read the unit of "encoder\.3:x"; write it as encoder\.3:17, or encoder\.3:0-31/],
  ['encoder.3:1-', /can't read the unit/],
  ['encoder.3:-1', /can't read the unit/],
  ['encoder.3:9-2', /runs backwards; write encoder\.3:2-9/],
  ['encoder.3:0-65536', /holds more than 65536 units/],
])('refuses %s', (text, message) => {
  expect(() => parseTarget(text)).toThrow(InputError);
  expect(() => parseTarget(text)).toThrow(message);
});
