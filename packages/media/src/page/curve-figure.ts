import { ticks } from '../ticks.js';
import { type Axis, gridLines, horizontalAxis, verticalAxis } from './axes.js';

/** A point of a score curve. */
export interface CurvePoint {
  readonly step: number;
  /** A score that is not finite leaves a gap. */
  readonly score: number;
}

export const WIDTH = 640;
export const HEIGHT = 100;
const DASH = 10;

/** The HTML of a score over steps, with axes; nothing when no score is finite. `name` is text that was escaped. */
export function curveFigure(curve: readonly CurvePoint[], name: string): string {
  const finite = curve.filter(isFinitePoint);
  if (finite.length === 0) return '';
  const scores = axisOf(
    finite.map(({ score }) => score),
    0.06,
    5,
  );
  const steps = axisOf(
    finite.map(({ step }) => step),
    0,
    6,
  );
  const [first, last] = [finite[0]!, finite[finite.length - 1]!].map(({ score }) => Number(score.toPrecision(4)));
  return `<figure>
<div class="names"><span>score</span></div>
<div class="row low">${verticalAxis(scores, 'left')}<svg class="plot curve" role="img" aria-label="Score of ${name} over steps ${steps.min} to ${steps.max}: from ${first} to ${last}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${gridLines(scores)}<path d="${curvePath(curve, steps, scores)}"/><rect width="100%" height="100%"/></svg></div>
<div class="row flat"><span></span>${horizontalAxis(steps, 'step')}</div>
</figure>`;
}

function isFinitePoint({ step, score }: CurvePoint): boolean {
  return Number.isFinite(step) && Number.isFinite(score);
}

/** From the least to the greatest value and a share of the range more on both sides; one value stands in the middle. */
export function axisOf(values: readonly number[], margin: number, most: number): Axis {
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  if (least === greatest) {
    const room = Math.max(Math.abs(least), 1) / 2;
    return {
      min: least - room,
      max: least + room,
      ticks: [{ value: least, label: String(Number(least.toPrecision(4))) }],
    };
  }
  const room = margin * (greatest - least);
  return { min: least - room, max: greatest + room, ticks: ticks(least - room, greatest + room, most) };
}

/** A line through each run of finite points; a point alone is a short dash. */
export function curvePath(curve: readonly CurvePoint[], steps: Axis, scores: Axis): string {
  const x = (step: number) => Number(((WIDTH * (step - steps.min)) / (steps.max - steps.min)).toFixed(1));
  const y = (score: number) => Number(((HEIGHT * (scores.max - score)) / (scores.max - scores.min)).toFixed(2));
  const runs: CurvePoint[][] = [[]];
  for (const point of curve) {
    if (isFinitePoint(point)) runs[runs.length - 1]!.push(point);
    else runs.push([]);
  }
  return runs
    .map((run) => {
      const [first] = run;
      if (first && run.length === 1) return `M${x(first.step) - DASH / 2},${y(first.score)}h${DASH}`;
      return run.length === 0 ? '' : `M${run.map(({ step, score }) => `${x(step)},${y(score)}`).join('L')}`;
    })
    .join('');
}
