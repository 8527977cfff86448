import '@tensorflow/tfjs-backend-wasm';
import type { EngineName, ModelAdapter, Objective, RenderOptions } from '@audiate/core';
import { expect } from 'vitest';
import { apart, climb } from './climb.ts';

/** The engines that are held against `cpu`: two, or TensorFlow alone in its own project. */
export const ENGINES: readonly EngineName[] = process.env.TFJS_NODE ? ['tensorflow'] : ['wasm', 'onnxruntime'];

/** Expects of engines the first gradient of the cpu engine within 1e-4, and its sounds after three steps within 1e-3. */
export async function expectAgreement(
  model: ModelAdapter,
  objective: Objective,
  {
    engines = ENGINES,
    chunk,
    ...options
  }: { engines?: readonly EngineName[] } & Pick<RenderOptions, 'chunk' | 'transforms' | 'draws'> = {},
): Promise<void> {
  const reference = await climb(model, objective, { ...options, engine: 'cpu' });
  expect(reference.totals.flat().every(Number.isFinite)).toBe(true);
  expect(reference.gradient.some((slope) => slope !== 0)).toBe(true);
  for (const engine of engines) {
    const ours = await climb(model, objective, { ...options, engine, ...(chunk === undefined ? {} : { chunk }) });
    const { gradient, sound } = apart(ours, reference);
    expect(gradient, `first gradient of ${engine}`).toBeLessThan(1e-4);
    expect(sound, `sounds of ${engine}`).toBeLessThan(1e-3);
  }
}
