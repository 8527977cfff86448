import { expect, test } from 'vitest';
import { ran } from '../testing/ran.js';

test.each(['missing.onnx', './a/missing.onnx', 'models/missing.onnx', 'file:///missing.onnx'])(
  'a file that is not there is told before anything is served: %s',
  async (named) => {
    const { code, out, err } = await ran('studio', named);
    expect([code, out, err]).toEqual([1, [], [`there is no file "${named}"`]]);
  },
);

test('beside the sources no studio is built, and that is said', async () => {
  const { code, err } = await ran('studio');
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringContaining('the studio is not built here; npm run build makes it')]);
});
