import { activations, frameCenter, frameCount, type ModelAdapter } from '@audiate/core';
import { type Selectivities, selectivity } from '@audiate/dataset';
import type { SpokenClip } from './clips.ts';

/** Clips that are heard at once. */
const AT_ONCE = 8;

/** What the units of a layer tell of phones: the frame in the middle of each phone against the engine's own alignment. */
export async function phoneSelectivity(
  model: ModelAdapter,
  clips: readonly SpokenClip[],
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

/** Prints, of every phone, the unit of a layer that tells it furthest from others. */
export async function printPhones(
  model: ModelAdapter,
  clips: readonly SpokenClip[],
  { layer, permutations }: { readonly layer: string; readonly permutations: number },
): Promise<void> {
  const found = await phoneSelectivity(model, clips, { layer, permutations });
  const sure = found.units.filter(({ q }) => q < 0.05);
  console.log(
    `\nunits of ${layer} and phones: ${sure.length} of ${found.units.length} pairs at a false discovery rate of 5 %`,
  );
  const beyond = sure.filter(({ auc }) => Math.abs(auc! - 0.5) > found.chance);
  console.log(`the furthest by chance: AUC ${(0.5 + found.chance).toFixed(2)}; further: ${beyond.length} pairs`);
  console.log('phone  unit    AUC      d');
  const best = new Map(
    [...sure].sort((a, b) => Math.abs(a.auc! - 0.5) - Math.abs(b.auc! - 0.5)).map((unit) => [unit.label!, unit]),
  );
  for (const [phone, { unit, auc, d }] of [...best].sort()) {
    const figures = [auc!, d!].map((value) => value.toFixed(2).padStart(7)).join('');
    console.log(`${phone.padEnd(5)}${String(unit).padStart(6)}${figures}`);
  }
}
