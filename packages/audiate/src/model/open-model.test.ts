import { expect, onTestFinished, test } from 'vitest';
import { serveFolder } from '../server/serve-folder.js';
import { openModel } from './open-model.js';

const TINY = new URL('../../../wav2vec2-tiny/models/tiny', import.meta.url).pathname;

test('a download tells how far it is', async () => {
  const { address, close } = await serveFolder(TINY, 0);
  onTestFinished(close);
  const told = new Map<string, number>();
  const model = await openModel(address, { onProgress: ({ file, bytes }) => told.set(file, bytes) });
  model.dispose();
  expect(told.get('model.safetensors')).toBeGreaterThan(100_000);
});
