import type { ActivationData } from '@audiate/core';
import { frameCenter, hasOneFrame, type LayerInfo } from '@audiate/protocol';
import type { Curve } from '../protocol/evidence.js';

/** One unit's activation over the time of a sound. */
export function curveOf(
  { data, shape: [, frames, channels] }: ActivationData,
  { info, unit, sampleRate }: { readonly info: LayerInfo; readonly unit: number; readonly sampleRate: number },
): Curve {
  return Array.from({ length: frames }, (_, frame) => ({
    seconds: hasOneFrame(info) ? 0 : frameCenter(info, frame) / sampleRate,
    value: data[frame * channels + unit]!,
  }));
}
