import { type ClassProbe, fitProbe, type NumberProbe, type PooledLayer } from '@audiate/dataset';
import { followsWithin, logOdds } from './reading.ts';

/** Clips as a layer's vectors, and what is known of them. */
export interface KnownClips {
  readonly pooled: Readonly<Record<string, PooledLayer>>;
  /** Pitch of each clip, log2 of Hz. */
  readonly octaves: readonly number[];
  readonly sexes: readonly string[];
  readonly voices: readonly string[];
}

/** Probes for pitch and for sex, each at the layer that knows it best, and the one for sex at the layer that follows the pitch most. */
export interface Probes {
  readonly pitch: NumberProbe;
  readonly sex: ClassProbe;
  readonly sexByPitch: ClassProbe;
}

const figure = (value: number) => value.toFixed(2).padStart(7);

/** Fits probes for pitch and for voice sex to every layer and prints their scores beside chance's. */
export async function whatLayersKnow(clips: KnownClips, permutations: number): Promise<Probes> {
  const { pooled, octaves, sexes, voices: groups } = clips;
  const pitch = (await fitProbe(pooled, octaves, { groups, permutations })) as NumberProbe;
  console.log('\npitch           R²  Spearman  chance: mean R²      p');
  for (const { layer, r2, spearman, baseline } of pitch.scores) {
    console.log(
      `${layer.padEnd(13)}${figure(r2)}${figure(spearman)}   ${figure(baseline.r2.mean)}      ${figure(baseline.r2.p)}`,
    );
  }
  const towards = 'female';
  const sex = (await fitProbe(pooled, sexes, { groups, permutations, towards })) as ClassProbe;
  console.log('\nsex       accuracy    AUC  chance: mean accuracy   p   log odds by pitch, within a voice');
  let [sexByPitch, most] = [sex, -Infinity];
  for (const { layer, balancedAccuracy, auc, baseline } of sex.scores) {
    const { mean, p } = baseline.balancedAccuracy;
    const own = (await fitProbe({ [layer]: pooled[layer]! }, sexes, {
      groups,
      permutations: 0,
      towards,
    })) as ClassProbe;
    const follows = followsWithin(logOdds(own, pooled[layer]!), octaves, groups);
    if (follows > most) [sexByPitch, most] = [own, follows];
    console.log(
      `${layer.padEnd(13)}${figure(balancedAccuracy)}${figure(auc)}   ${figure(mean)}      ${figure(p)}   ${figure(follows)}`,
    );
  }
  return { pitch, sex, sexByPitch };
}
