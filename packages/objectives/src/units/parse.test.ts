import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { parse } from './parse.js';

test.each(['encoder.3:17', ' encoder.3 : 17 '])('%j is a channel', (text) => {
  const [{ term, weight }] = parse(text).terms as [ReturnType<typeof parse>['terms'][number]];
  expect(weight).toBe(1);
  expect(term.spec).toEqual({ kind: 'channel', layer: 'encoder.3', channel: 17, reduce: 'mean' });
  expect(term.description).toBe('channel(encoder.3, 17)');
});

test.each(['encoder.3', 'encoder.3:', ':17', 'encoder.3:-1', 'encoder.3:1.5', 'encoder.3:x', 'a:b:1', 'a b:1', ''])(
  '%j is malformed',
  (text) => {
    expect(() => parse(text)).toThrow(
      new InputError(`can't read the objective ${JSON.stringify(text)}; write layer:channel, such as "encoder.3:17"`),
    );
  },
);

test('tells what is no string', () => {
  expect(() => parse(17 as never)).toThrow(
    new InputError('can\'t read the objective 17; write layer:channel, such as "encoder.3:17"'),
  );
});
