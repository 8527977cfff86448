import { expect, test } from 'vitest';
import { compile } from './compile.js';

const attempt = (executionProviders: unknown) =>
  compile(({ x }) => x!, { inputs: { x: [2] }, executionProviders: executionProviders as string[] });

test('an unknown execution provider is told with the known ones, before anything is loaded', async () => {
  await expect(attempt(['cpu', 'gpu'])).rejects.toThrow(
    'unknown name in executionProviders of compile "gpu"; choose from cpu, cuda, tensorrt, dml, coreml, qnn, nnapi, ' +
      'xnnpack, webgpu, webnn, webgl, wasm',
  );
});

test.each([[[]], ['cpu'], [[7]], [null]])('anything but a list of names: %o', async (given) => {
  await expect(attempt(given)).rejects.toThrow(/executionProviders of compile must be a list of names such as/);
});
