const [WIDTH, HEIGHT] = [400, 80];

/** The score over the steps. */
export function ScoreCurve({ scores, steps }: { readonly scores: readonly number[]; readonly steps: number }) {
  const known = scores.filter(Number.isFinite);
  const least = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const range = most - least || 1;
  const points = scores
    .map((score, i) => ({
      x: (WIDTH * i) / Math.max(1, steps - 1),
      y: HEIGHT - 4 - (HEIGHT - 8) * ((score - least) / range),
    }))
    .filter(({ y }) => Number.isFinite(y))
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
  return (
    <svg
      class="curve"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={known.length > 0 ? `Score from ${least.toPrecision(3)} to ${most.toPrecision(3)}` : 'No score yet'}
    >
      <polyline points={points} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
