import { expect, test } from 'vitest';
import { openModel } from './open-model.js';

const openEmbedded = () => expect.fail('it was opened');

test('what opens the model that was named is told who hears of its download, and what ends it', async () => {
  const options = { signal: new AbortController().signal, onProgress: () => {} };
  const opened = { model: {} as never, loader: 'loadOnnx' } as const;
  const asked: unknown[] = [];
  const openNamed = async (given: unknown) => {
    asked.push(given);
    return opened;
  };
  expect(await openModel({ kind: 'named' }, { openEmbedded, openNamed }, options)).toBe(opened);
  expect(asked).toEqual([options]);
  await expect(openModel({ kind: 'named' }, { openEmbedded }, options)).rejects.toThrow(/^no model was named/);
});
