import { activations, type EngineOptions, layerNames, type ManyOptions, renderMany } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import type { Targets } from './ask.js';

/**
 * Finds what a render would refuse, without a step and without a folder: whether targets and settings fit the model, and whether
 * the engine starts.
 * @throws InputError as `renderMany` and `activations` do.
 */
export async function checkRender(
  model: ModelAdapter,
  objectives: Targets,
  { engine, settings }: { readonly engine: EngineOptions; readonly settings: ManyOptions },
): Promise<void> {
  await renderMany(model, objectives, { ...engine, ...settings, signal: AbortSignal.abort() }).next();
  await activations(model, new Float32Array(model.minSamples), [layerNames(model)[0]!], engine);
}
