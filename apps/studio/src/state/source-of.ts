import type { ModelSource } from '../protocol/model.js';

/** Where a form's model is had; undefined for a dropped one, whose files the page does not keep. */
export function sourceOf(model: string): ModelSource | undefined {
  if (model === 'tiny' || model === 'tinyB') return { kind: 'embedded', name: model };
  return model.startsWith('file:') ? undefined : { kind: 'hub', id: model };
}
