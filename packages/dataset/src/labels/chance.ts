/** What chance scores, by labels that were dealt anew. */
export interface Chance {
  readonly mean: number;
  /** One deal in twenty scores more. */
  readonly percentile95: number;
  /** How often chance does as well, (1 + deals that do) / (1 + deals) (Phipson and Smyth 2010). */
  readonly p: number;
}

/** Where a score stands among those that chance made; NaN throughout for no deals. */
export function chanceOf(score: number, deals: readonly number[]): Chance {
  const sorted = [...deals].sort((a, b) => a - b);
  if (sorted.length === 0) return { mean: Number.NaN, percentile95: Number.NaN, p: Number.NaN };
  return {
    mean: deals.reduce((sum, deal) => sum + deal, 0) / deals.length,
    percentile95: sorted[Math.ceil(0.95 * sorted.length) - 1]!,
    p: (1 + deals.filter((deal) => deal >= score).length) / (1 + deals.length),
  };
}
