import { frameCenter, frameCount, type LayerInfo, type ModelInfo } from '@audiate/core';

/** How a term says where it listens. */
export type Moment = 'center' | number | { readonly ms: number };

/** The frame that a moment of the raw sound is in, as `objectives.neuron` reads it: the middle one, its number, or by time. */
export function frameAt(
  at: Moment,
  info: LayerInfo,
  { model, samples }: { readonly model: ModelInfo; readonly samples: number },
): number {
  const frames = frameCount(info, samples);
  if (at === 'center') return Math.floor(frames / 2);
  if (typeof at === 'number') return at;
  if (frames === 1) return 0;
  const nearest = Math.round(((at.ms * model.sampleRate) / 1000 - frameCenter(info, 0)) / info.hop);
  return Math.min(frames - 1, Math.max(0, nearest));
}
