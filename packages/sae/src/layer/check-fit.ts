import { InputError, isLayer, layerNames, listChoices, type ModelInfo, show } from '@audiate/protocol';
import type { Dictionary } from '../dictionary/dictionary.js';
import { layerOfHook } from './hooks.js';

/** @throws InputError unless the model has the layer, whose channels are as many as the dictionary reads, and `writes`. */
export function checkFit(
  model: ModelInfo,
  layer: string,
  { dictionary, writes }: { readonly dictionary: Dictionary; readonly writes?: string | undefined },
): void {
  checkDictionary(dictionary);
  const { channels, outputs, transcodes, name, trainedOn } = dictionary;
  checkLayer(model, layer);
  const has = model.layers[layer]!.channels;
  if (has !== channels) {
    throw new InputError(
      `dictionary ${show(name)} reads ${channels} channels, ${layer} of ${model.name} has ${has}${told(trainedOn?.reads)}`,
    );
  }
  if (writes === undefined) return;
  if (!transcodes) throw new InputError(`dictionary ${show(name)} explains the layer that it reads; leave out writes`);
  checkLayer(model, writes);
  const wide = model.layers[writes]!.channels;
  if (outputs !== wide) {
    throw new InputError(
      `transcoder ${show(name)} explains ${outputs ?? 'no'} channels, ${writes} of ${model.name} has ${wide}${told(trainedOn?.writes)}`,
    );
  }
}

const told = (hook: string | undefined): string => {
  if (hook === undefined) return '';
  const ours = layerOfHook(hook);
  return `; it was trained on ${show(hook)}${ours === undefined || ours === hook ? '' : `, which is ${show(ours)} here`}`;
};

function checkLayer(model: ModelInfo, layer: string): void {
  if (isLayer(model, layer)) return;
  const ours = typeof layer === 'string' ? layerOfHook(layer) : undefined;
  const meant = ours !== undefined && ours !== layer ? `${show(layer)} is ${show(ours)} here; ` : '';
  throw new InputError(
    `unknown layer of ${model.name} ${show(layer)}; ${meant}choose from ${listChoices(layerNames(model))}`,
  );
}

function checkDictionary(dictionary: Dictionary): void {
  const then = (dictionary as { then?: unknown } | undefined)?.then;
  if (typeof dictionary?.encode === 'function') return;
  const advice = typeof then === 'function' ? 'await it' : 'load one by await loadDictionary(…)';
  throw new InputError(
    `withDictionary takes a dictionary, got ${typeof then === 'function' ? 'a promise' : show(dictionary)}; ${advice}`,
  );
}
