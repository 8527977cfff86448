import { InputError } from '@audiate/protocol';
import { expect, test, vi } from 'vitest';
import { toy } from '../testing/toy-render.js';
import { renderMany } from './render-many.js';

test('a folder in a page is told as save tells it, before the first step', async () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined); // a page has none of Node's modules
  const onStep = vi.fn();
  const sweep = renderMany(toy.model, [toy.objective], { steps: 1, folder: 'out', onStep });
  const error = await sweep.next().catch((e: unknown) => e);
  vi.restoreAllMocks();
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toContain(`can't write to the folder "out": there is no file system here, only in Node`);
  expect(onStep).not.toHaveBeenCalled();
});
