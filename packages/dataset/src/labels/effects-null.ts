import { pooledNull } from './pooled-null.js';

/** What chance does to every unit and class. */
export interface EffectsNull {
  /** Takes in the effects of one deal, in the order of those that are asked about. */
  add(deal: readonly number[]): void;
  /** The p of each effect; 1 for a unit that never changes. */
  ps(): number[];
}

/** Which effects they are. */
interface EffectsNullOptions {
  /** How many classes there are: effect `k` is that of class `k % classes`. */
  readonly classes: number;
  /** Of each effect, whether its unit ever changes. */
  readonly alive: readonly boolean[];
  /** Whether effects are measured by the spread of their own deals. */
  readonly bySpread: boolean;
}

/**
 * p values of effects by deals, pooled over the units of a class. By their spread, effects of units that chance treats differently are
 * alike: each is over the root mean square of the unit's own deals and its own effect, which may be one of them where nothing is there.
 * All effects of all deals are then held, as float32.
 * @param own effects whose p is asked for.
 */
export function effectsNull(own: readonly number[], { classes, alive, bySpread }: EffectsNullOptions): EffectsNull {
  const sizes = own.map(Math.abs);
  const pool = (scaled: readonly number[]) =>
    Array.from({ length: classes }, (_, c) => pooledNull(scaled.filter((_, k) => k % classes === c && alive[k])));
  const psBy = (nulls: ReturnType<typeof pool>, scaled: readonly number[]) =>
    scaled.map((size, k) => (alive[k] ? nulls[k % classes]!.p(size) : 1));
  if (!bySpread) {
    const nulls = pool(sizes);
    return {
      add(deal) {
        for (const [k, effect] of deal.entries()) if (alive[k]) nulls[k % classes]!.add(Math.abs(effect));
      },
      ps: () => psBy(nulls, sizes),
    };
  }
  const deals: Float32Array[] = [];
  return {
    add(deal) {
      // A class that no row was dealt has no effect.
      deals.push(Float32Array.from(deal, (effect) => Math.abs(effect) || 0));
    },
    ps() {
      const spreads = sizes.map((size, k) => {
        const squares = deals.reduce((sum, deal) => sum + deal[k]! ** 2, size ** 2);
        return Math.sqrt(squares / (1 + deals.length)) || 1;
      });
      const scaled = sizes.map((size, k) => size / spreads[k]!);
      const nulls = pool(scaled);
      for (const deal of deals) {
        for (let k = 0; k < deal.length; k++) if (alive[k]) nulls[k % classes]!.add(deal[k]! / spreads[k]!);
      }
      return psBy(nulls, scaled);
    },
  };
}
