import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import config from '../../vitest.config.js';
import { activateCpu } from './cpu-first.js';

test('a file begins on cpu, whichever backend the one before left active', async () => {
  expect(tf.getBackend()).toBe('cpu');
  await useBackend('wasm');
  await activateCpu();
  expect(tf.getBackend()).toBe('cpu');
  expect(tf.backend()).toBe(tf.findBackend('cpu'));
});

test('files that share a process begin so', () => {
  const tests = config.test!.projects!.flatMap((project) =>
    typeof project === 'object' && 'test' in project && project.test ? [project.test] : [],
  );
  const shared = tests.find(({ name }) => name === 'default')!;
  expect([shared.isolate, shared.setupFiles]).toEqual([false, ['tools/vitest/cpu-first.ts']]);
});
