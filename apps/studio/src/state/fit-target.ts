import type { ModelFacts } from '../protocol/model.js';
import type { Target } from './target.js';

/** The target, or, where the model has no such thing, the nearest to begin with: a token by name, else a unit of a late layer. */
export function fitTarget(target: Target, { layers, tokens, hearsText }: ModelFacts): Target {
  if (target.kind === 'unit') {
    const layer = layers.find(({ name }) => name === target.layer);
    if (layer && target.unit < layer.channels) return target;
  }
  if (target.kind === 'token' && tokens.includes(target.token)) return target;
  if (target.kind === 'word' && hearsText) return target;
  const [token] = tokens;
  if (token !== undefined) return { kind: 'token', token };
  return { kind: 'unit', layer: layers.at(-1)!.name, unit: 0 };
}
