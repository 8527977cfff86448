import { InputError, type ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withFeatures } from '../model/with-features.js';
import { type Moment, objectivesOf } from './objectives-of.js';
import { parseTarget } from './parse-target.js';

let model: ModelAdapter;
beforeAll(async () => {
  ({ model } = await withFeatures((await tiny()) as ModelAdapter, {}));
});
afterAll(() => model.dispose());

const described = (text: string, at?: Moment) =>
  objectivesOf(model, [parseTarget(text)], at).map(({ terms }) => terms[0]!.term.description);

test.each([
  ['encoder.3:17', ['channel(encoder.3, 17)']],
  ['conv.0.pre:2-4', ['channel(conv.0.pre, 2)', 'channel(conv.0.pre, 3)', 'channel(conv.0.pre, 4)']],
  ['encoder.3:5-5', ['channel(encoder.3, 5)']],
  ['encoder.3:9,1-2,1', ['channel(encoder.3, 9)', 'channel(encoder.3, 1)', 'channel(encoder.3, 2)']],
  ['logit:IY', ['logit(IY)']],
  ['logit:IY,AA', ['logit(IY)', 'logit(AA)']],
  ['word:hello', ['ctc("hello")']],
  ['word:"hello"', ['ctc("hello")']],
  ['word:AA B: C', ['ctc("AA B: C")']],
  ['features:404', ['channel(encoder.2.features, 404)']],
  ['encoder.2.features.pre:1', ['channel(encoder.2.features.pre, 1)']],
])('%s', (text, descriptions) => {
  expect(described(text)).toEqual(descriptions);
});

test('a moment makes neurons of units', () => {
  expect(described('encoder.3:17', 'center')).toEqual(['neuron(encoder.3, 17)']);
  expect(described('logit:IY', { ms: 250 })).toEqual(['logit(IY, at 250 ms)']);
  expect(described('word:AA', 'center')).toEqual(['ctc("AA")']);
});

test.each([
  ['encoder.3', /can't read the target "encoder\.3"; write it as encoder\.3:17/],
  ['encoder.3:', /can't read the target/],
  [':17', /can't read the target/],
  ['encoder.3:x', /can't read the unit of "encoder\.3:x"; write it as encoder\.3:17, encoder\.3:0-31/],
  ['encoder.3:1-', /can't read the unit/],
  ['encoder.3:1,', /can't read the unit/],
  ['encoder.3:-1', /can't read the unit/],
  ['encoder.3:9-2', /runs backwards; write encoder\.3:2-9/],
  ['encoder.3:0-65536', /holds more than 65536 units/],
  ['encoder.3:1,70000-135535', /holds more than 65536 units/],
  [`word:${'x'.repeat(70_000)}`, /is longer than 65536 characters/],
  [
    'encodr.3:1',
    /^unknown layer of tiny with tiny-features "encodr\.3"; nearest is encoder\.3; audiate layers lists all$/,
  ],
  ['encoder.9:1', /nearest are encoder\.0 … encoder\.3;/],
  ['toString:1', /unknown layer .* choose from conv\.0/],
  ['encoder.3:144', /^unit of encoder\.3 must be a whole number at least 0 and at most 143, got 144$/],
  ['features:912', /^unit of encoder\.2\.features must be .* at most 511, got 912$/],
  ['logit:IYY', /^unknown token of tiny with tiny-features "IYY"; choose from <pad>, AA, .* IY, /],
  ['logit:<pda>', /nearest is <pad>$/],
  ['logit:IY,', /^unknown token .* ""; choose from <pad>, /],
])('refuses %s', (text, message) => {
  const reading = () => described(text);
  expect(reading).toThrow(InputError);
  expect(reading).toThrow(message);
});
