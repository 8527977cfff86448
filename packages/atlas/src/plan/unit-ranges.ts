import { InputError, listChoices, type ModelAdapter, show } from '@audiate/protocol';
import type { UnitRange } from './atlas-plan.js';

/**
 * The units that targets name: `encoder.3` all of a layer, `encoder.3:17` one, `encoder.3:0-31` a range with both ends.
 * @returns ranges in the order given, none of which overlap.
 * @throws InputError for no target, another form, a layer or unit that the model lacks, and for a unit that is named twice.
 */
export function unitRanges(model: ModelAdapter, targets: readonly string[]): UnitRange[] {
  if (!Array.isArray(targets) || targets.length === 0) {
    throw new InputError(
      `an atlas needs at least one target, got ${show(targets)}; write encoder.3, or encoder.3:0-31`,
    );
  }
  const ranges = targets.map((target) => rangeOf(model, target));
  for (const [i, range] of ranges.entries()) {
    const twin = ranges.slice(0, i).find((other) => overlap(range, other));
    if (twin)
      throw new InputError(`targets ${show(textOf(twin))} and ${show(textOf(range))} share units; name each once`);
  }
  return ranges;
}

function rangeOf(model: ModelAdapter, target: string): UnitRange {
  if (typeof target !== 'string')
    throw new InputError(`a target must be a text such as encoder.3, got ${show(target)}`);
  const whole = layerOf(model, target);
  if (whole) return { layer: target, first: 0, last: whole.channels - 1 };
  const [, layer, from, to] = target.match(/^(.+):(\d+)(?:-(\d+))?$/s) ?? [];
  const info = layer === undefined ? undefined : layerOf(model, layer);
  if (layer === undefined || !info) {
    throw new InputError(
      `${model.name} has no layer ${show(layer ?? target)}; choose from ${listChoices(Object.keys(model.layers))}, and units as encoder.3:0-31`,
    );
  }
  const [first, last] = [Number(from), Number(to ?? from)];
  if (last < first)
    throw new InputError(`the range of ${show(target)} runs backwards; write ${layer}:${last}-${first}`);
  if (last >= info.channels) {
    throw new InputError(`${layer} has ${info.channels} units, 0 to ${info.channels - 1}, got ${show(target)}`);
  }
  return { layer, first, last };
}

function layerOf({ layers }: ModelAdapter, name: string) {
  return Object.hasOwn(layers, name) ? layers[name] : undefined;
}

function overlap(a: UnitRange, b: UnitRange): boolean {
  return a.layer === b.layer && a.first <= b.last && b.first <= a.last;
}

function textOf({ layer, first, last }: UnitRange): string {
  return `${layer}:${first}-${last}`;
}
