import { type Axis, gridLines, verticalAxis } from './axes.js';
import { axisOf, curvePath, HEIGHT, WIDTH } from './curve-figure.js';
import { escapeHtml } from './escape.js';

/** A number that changes over a sound, such as a unit's activation. */
export interface Track {
  /** What it is, with its unit. */
  readonly name: string;
  /** In the order of time, in seconds from the sound's start; a value that is not finite leaves a gap. */
  readonly points: readonly { readonly seconds: number; readonly value: number }[];
}

/** The HTML of tracks, each on its own scale, on the time axis of the plot above; `name` is text that was escaped. */
export function trackFigure(tracks: readonly Track[], time: Axis, name: string): string {
  return tracks
    .map(({ name: what, points }) => {
      const curve = points.map(({ seconds, value }) => ({ step: seconds, score: value }));
      const finite = curve.filter(({ step, score }) => Number.isFinite(step) && Number.isFinite(score));
      if (finite.length === 0) return '';
      const values = finite.map(({ score }) => score);
      const axis = axisOf(values, 0.06, 5);
      const [least, most] = [Math.min, Math.max].map((of) => Number(values.reduce((a, b) => of(a, b)).toPrecision(4)));
      const label = `${escapeHtml(what)} over ${name}: from ${least} to ${most}`;
      return `<div class="names"><span dir="auto">${escapeHtml(what)}</span></div>
<div class="row low">${verticalAxis(axis, 'left')}<svg class="plot curve" role="img" aria-label="${label}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${gridLines(axis)}<path d="${curvePath(curve, time, axis)}"/><rect width="100%" height="100%"/></svg></div>
`;
    })
    .join('');
}
