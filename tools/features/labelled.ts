import { activations, frameCenter, frameCount, type ModelAdapter } from '@audiate/core';
import type { SpokenClip } from '../dataset/clips.ts';
import type { LabelledFrames } from './purity.ts';

/** What layers answer in the frames whose centre lies within a phone, by the engine's own alignment. */
export async function labelledFrames(
  model: ModelAdapter,
  clips: readonly SpokenClip[],
  layers: readonly string[],
): Promise<Readonly<Record<string, LabelledFrames>>> {
  const rows = new Map<string, Float32Array[]>(layers.map((layer) => [layer, []]));
  const labels: string[] = [];
  for (const { samples, phones } of clips) {
    const heard = await activations(model, samples, layers);
    const info = model.layers[layers[0]!]!;
    for (let frame = 0; frame < frameCount(info, samples.length); frame++) {
      const seconds = frameCenter(info, frame) / model.sampleRate;
      const phone = phones.find(([, start, end]) => seconds >= start && seconds < end);
      if (!phone) continue;
      labels.push(phone[0]);
      for (const layer of layers) {
        const { data, shape } = heard[layer]!;
        const units = shape.at(-1)!;
        rows.get(layer)!.push(data.slice(frame * units, (frame + 1) * units));
      }
    }
  }
  return Object.fromEntries([...rows].map(([layer, found]) => [layer, joined(found, labels)]));
}

function joined(rows: readonly Float32Array[], labels: readonly string[]): LabelledFrames {
  const units = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * units);
  for (const [i, row] of rows.entries()) data.set(row, i * units);
  return { data, units, labels };
}
