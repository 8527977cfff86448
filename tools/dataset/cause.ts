import { ablate, type ModelAdapter } from '@audiate/core';
import { fitProbe, type NumberProbe, type PooledLayer, pooledActivations } from '@audiate/dataset';
import type { KnownClips } from './what-layers-know.ts';

/** Clips that are heard again. */
const CLIPS = 80;
const READ_AT = 'encoder.3';

/** Prints what the last block tells of pitch with and without the direction of a probe in an earlier layer. */
export async function printCause(
  model: ModelAdapter,
  probe: NumberProbe,
  { clips, known }: { readonly clips: readonly Float32Array[]; readonly known: KnownClips },
): Promise<void> {
  const without = ablate(model, { layer: probe.layer, direction: probe.direction });
  const after = await pooledActivations(without, clips.slice(0, CLIPS), { layers: [READ_AT] });
  const { data, channels } = known.pooled[READ_AT]!;
  const before: PooledLayer = { data: data.slice(0, CLIPS * channels), clips: CLIPS, channels };
  const r2 = async (layer: PooledLayer) => {
    const groups = known.voices.slice(0, CLIPS);
    const found = await fitProbe({ [READ_AT]: layer }, known.octaves.slice(0, CLIPS), { groups, permutations: 0 });
    return (found as NumberProbe).scores[0]!.r2.toFixed(2);
  };
  console.log(
    `\npitch told by ${READ_AT} of ${CLIPS} clips: R² ${await r2(before)}, ` +
      `with the probe's direction taken out of ${probe.layer} ${await r2(after[READ_AT]!)}`,
  );
}
