import type { Tick } from '../ticks.js';

/** An axis whose marks stand at shares of its length, so that it fits a plot of any size. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly Tick[];
}

/** How far from `min` to `max` a value lies, as an SVG length. */
export function percent(value: number, { min, max }: { readonly min: number; readonly max: number }): string {
  return `${Number(((100 * (value - min)) / (max - min)).toFixed(2))}%`;
}

/** An SVG of a vertical axis, `max` on top: its labels on the left of a plot (in 60 pixels) or on the right. */
export function verticalAxis(axis: Axis, side: 'left' | 'right'): string {
  const [mark, label] = side === 'left' ? ['x1="54" x2="59"', 'x="50" text-anchor="end"'] : ['x1="1" x2="6"', 'x="10"'];
  const marks = axis.ticks.map((tick) => {
    const y = percent(axis.min + axis.max - tick.value, axis);
    return `<line ${mark} y1="${y}" y2="${y}"/><text ${label} y="${y}" dy=".35em">${tick.label}</text>`;
  });
  return `<svg class="axis" aria-hidden="true">${marks.join('')}</svg>`;
}

/** An SVG of a horizontal axis below a plot, with its name. */
export function horizontalAxis(axis: Axis, name: string): string {
  const marks = axis.ticks.map((tick) => {
    const x = percent(tick.value, axis);
    return `<line x1="${x}" x2="${x}" y1="1" y2="6"/><text x="${x}" y="18" text-anchor="middle">${tick.label}</text>`;
  });
  return (
    `<svg class="axis" aria-hidden="true">${marks.join('')}` +
    `<text class="name" x="50%" y="35" text-anchor="middle">${name}</text></svg>`
  );
}

/** Lines across a plot at the ticks of its vertical axis. */
export function gridLines(axis: Axis): string {
  return axis.ticks
    .map(({ value }) => {
      const y = percent(axis.min + axis.max - value, axis);
      return `<line x1="0" x2="100%" y1="${y}" y2="${y}"/>`;
    })
    .join('');
}
