import { activations, frameCenter, frameCount, type ModelAdapter } from '@audiate/core';
import { type Selectivities, selectivity } from '@audiate/dataset';
import type { CorpusClip } from './clips.ts';

/** Clips that are heard at once. */
const AT_ONCE = 8;

/** What the units of a layer tell of phones: the frame in the middle of each phone against the engine's own alignment. */
export async function phoneSelectivity(
  model: ModelAdapter,
  clips: readonly CorpusClip[],
  { layer, permutations }: { readonly layer: string; readonly permutations: number },
): Promise<Selectivities> {
  const info = model.layers[layer]!;
  const rows: Float32Array[] = [];
  const labels: string[] = [];
  const groups: string[] = [];
  for (let from = 0; from < clips.length; from += AT_ONCE) {
    const batch = clips.slice(from, from + AT_ONCE);
    const { data } = (
      await activations(
        model,
        batch.map(({ samples }) => samples),
        [layer],
      )
    )[layer]!;
    const frames = frameCount(info, batch[0]!.samples.length);
    for (const [item, { phones, voice }] of batch.entries()) {
      for (const [token, start, end] of phones) {
        const middle = ((start + end) / 2) * model.sampleRate;
        const frame = Math.min(frames - 1, Math.max(0, Math.round((middle - frameCenter(info, 0)) / info.hop)));
        const at = (item * frames + frame) * info.channels;
        rows.push(data.slice(at, at + info.channels));
        labels.push(token);
        groups.push(voice);
      }
    }
  }
  const data = new Float32Array(rows.length * info.channels);
  for (const [i, row] of rows.entries()) data.set(row, i * info.channels);
  return selectivity({ data, clips: rows.length, channels: info.channels }, labels, { groups, permutations });
}
