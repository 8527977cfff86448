import { InputError } from '@audiate/protocol';
import { type RenderFlags, type SweepFlags, VARIED_NAMES, type Varied } from '../flags/render-flags.js';

/** One combination of what varies in a sweep. */
export interface Combination {
  /** Names its folder: `seed-1`, `seed-1_param-stft`. */
  readonly name: string;
  /** What of it differs from others. */
  readonly varied: Readonly<Record<string, unknown>>;
  readonly flags: RenderFlags;
}

const MOST = 10_000;

/**
 * All combinations of seeds and of the values that flags hold, seeds first.
 * @param seeds how many, from the seed of the flags on.
 * @throws InputError for more than 10,000.
 */
export function combinationsOf(flags: SweepFlags, seeds: number): Combination[] {
  const lists = VARIED_NAMES.flatMap((name) => (flags[name] === undefined ? [] : [{ name, values: flags[name] }]));
  const count = lists.reduce((product, { values }) => product * values.length, seeds);
  if (count > MOST) throw new InputError(`the sweep has ${count} combinations, more than ${MOST}; split it`);
  let varied: Partial<Varied>[] = [{}];
  for (const { name, values } of lists) {
    varied = varied.flatMap((before) => (values as readonly unknown[]).map((value) => ({ ...before, [name]: value })));
  }
  const several = lists.filter(({ values }) => values.length > 1).map(({ name }) => name);
  return varied.flatMap((one) =>
    Array.from({ length: seeds }, (_, i): Combination => {
      const seed = flags.seed + i;
      const own: Record<string, unknown> = { seed, ...Object.fromEntries(several.map((name) => [name, one[name]])) };
      const name = Object.entries(own).map(([key, value]) => `${key}-${value}`);
      return { name: name.join('_'), varied: own, flags: { ...flags, ...one, seed } as unknown as RenderFlags };
    }),
  );
}
