import type { ModelAdapter } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import type { Job } from '../protocol/serve.js';
import { handlersOf } from './handlers.js';

const JOB: Job<never> = {
  signal: new AbortController().signal,
  isPaused: () => false,
  unpaused: async () => {},
  tell() {},
};

test('of two models that open the last that was asked for is open, though the other ends later', async () => {
  const end = new Map<string, () => void>();
  const disposed: string[] = [];
  const openEmbedded = (name: string) =>
    new Promise<ModelAdapter>((resolve) => {
      const model = { ...toyModel(), name, dispose: () => void disposed.push(name) };
      end.set(name, () => resolve(model as unknown as ModelAdapter));
    });
  const { handlers, free } = handlersOf({ openEmbedded });
  const older = handlers.open({ kind: 'embedded', name: 'tinyB' }, JOB);
  const newer = handlers.open({ kind: 'embedded', name: 'tiny' }, JOB);
  end.get('tiny')!();
  expect((await newer).name).toBe('tiny');
  end.get('tinyB')!();
  await expect(older).rejects.toThrow('another model was chosen meanwhile');
  expect(disposed).toEqual(['tinyB']);
  free();
  expect(disposed).toEqual(['tinyB', 'tiny']);
});
