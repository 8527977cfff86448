import type { ModelSource } from '../protocol/model.js';

/**
 * Where a form's model is had; undefined for a dropped one, whose files the page does not keep.
 * @param named the model that the program of the page was started with.
 */
export function sourceOf(model: string, named?: string): ModelSource | undefined {
  if (model === named) return { kind: 'named' };
  if (model === 'tiny' || model === 'tinyB') return { kind: 'embedded', name: model };
  return model.startsWith('file:') ? undefined : { kind: 'hub', id: model };
}
