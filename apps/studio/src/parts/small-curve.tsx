import type { Curve } from '../protocol/evidence.js';

const [WIDTH, HEIGHT] = [400, 60];

interface SmallCurve {
  readonly curve: Curve;
  readonly seconds: number;
  readonly label: string;
  /** A level that is drawn as a line. */
  readonly mark?: number;
}

/** A number over the time of a sound. */
export function SmallCurve({ curve, seconds, label, mark }: SmallCurve) {
  const values = [...curve.map(({ value }) => value), ...(mark === undefined ? [] : [mark])];
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const y = (value: number) => HEIGHT - 3 - ((HEIGHT - 6) * (value - least)) / (most - least || 1);
  const points = curve.map((point) => `${((WIDTH * point.seconds) / seconds).toFixed(1)},${y(point.value).toFixed(1)}`);
  return (
    <svg class="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {mark !== undefined && <line x1="0" x2={WIDTH} y1={y(mark)} y2={y(mark)} vector-effect="non-scaling-stroke" />}
      <polyline points={points.join(' ')} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
