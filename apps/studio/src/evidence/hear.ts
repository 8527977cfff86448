import { type ActivationData, activations, InputError } from '@audiate/core';
import { readOut } from '@audiate/evaluate';
import type { Opened } from '../models/opened.js';
import type { Heard } from '../protocol/evidence.js';
import type { Target } from '../state/target.js';
import { curveOf } from './curve-of.js';
import { rangeOf, statisticsOf } from './speech-range.js';
import { unitOf } from './unit-of.js';

/** What a model hears in a sound: its read-out, the unit's answer over time, and what the unit does on speech. */
export async function hear(
  opened: Opened,
  { audio, target }: { readonly audio: Float32Array; readonly target: Target },
): Promise<Heard> {
  const { model } = opened;
  const lanes = await readOut(model, audio).then(
    ([first]) => first!,
    (error) => {
      // A model without labels reads nothing out.
      if (error instanceof InputError) return [];
      throw error;
    },
  );
  const unit = unitOf(target, model);
  if (!unit) return { lanes };
  const answers: Readonly<Record<string, ActivationData>> = await activations<string, string>(model, audio, [
    unit.layer,
  ]);
  const curve = curveOf(answers[unit.layer]!, {
    info: model.layers[unit.layer]!,
    unit: unit.unit,
    sampleRate: model.sampleRate,
  });
  const statistics = await statisticsOf(opened);
  const range = statistics && rangeOf(statistics, unit);
  return { lanes, curve, ...(range && { range }) };
}
