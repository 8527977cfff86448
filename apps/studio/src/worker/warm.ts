import { type EngineChoice, type EngineReport, listener } from '@audiate/core';
import { layerNames, type ModelAdapter } from '@audiate/protocol';

/** Starts the engine by the smallest program of a model, so that the first render finds it ready; tells which engine it is. */
export async function warm(model: ModelAdapter, engine: EngineChoice): Promise<EngineReport> {
  const [first] = layerNames(model);
  const ready = await listener<string, string>(model, [first!], { samples: model.minSamples, engine });
  ready.dispose();
  return ready.engine;
}
