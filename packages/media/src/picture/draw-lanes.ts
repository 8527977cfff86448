import { placeLabels } from '../lanes/label-rows.js';
import type { Lane } from '../lanes/lane.js';
import type { Canvas, Rectangle } from './canvas.js';
import { drawFrame } from './draw-axes.js';
import { drawText, fitText, textWidth } from './text.js';

const NAME = 24;
const BARS = 22;
const ROW = 20;
const ROWS = 2;
const GAP = 12;
/** Longer tokens are cut. */
const MAX_LABEL = 240;

/** How high a lane is drawn: its name, its bars, its labels. */
export const LANE_HEIGHT = GAP + NAME + BARS + ROWS * ROW;

/**
 * Draws lanes below each other on the time axis of a plot: who listens, a bar for each segment as high as it is probable,
 * and its token below. Tokens for which there is no room are left out.
 * @param area from the plot's lower edge on, `LANE_HEIGHT` for each lane.
 */
export function drawLanes(
  canvas: Canvas,
  area: Rectangle,
  { lanes, seconds }: { lanes: readonly Lane[]; seconds: number },
) {
  const pixel = (time: number) => Math.round((Math.min(time, seconds) / seconds) * area.width);
  for (const [i, { name, segments, labels: known }] of lanes.entries()) {
    const top = area.y + i * LANE_HEIGHT + GAP;
    drawText(canvas, fitText(known ? name : `${name} hears`, area.width), {
      x: area.x,
      y: top + NAME / 2,
      ink: 'quiet',
    });
    const track = { ...area, y: top + NAME, height: BARS };
    for (const { start, end, probability } of segments) {
      const height = Math.round(probability * BARS);
      const [left, width] = [pixel(start), Math.max(1, pixel(end) - pixel(start))];
      canvas.fill({ x: area.x + left, y: track.y + BARS - height, width, height }, 'heard');
    }
    drawFrame(canvas, track);
    const tokens = segments.map(({ token }) => fitText(token, MAX_LABEL));
    const labels = segments.map(({ start, end }, i) => ({
      middle: (pixel(start) + pixel(end)) / 2,
      width: textWidth(tokens[i]!),
    }));
    for (const { index, row, middle } of placeLabels(labels, { width: area.width, rows: ROWS, gap: 6 })) {
      const y = track.y + BARS + 2 + ROW * (row + 0.5);
      drawText(canvas, tokens[index]!, { x: area.x + Math.round(middle), y, align: 'middle' });
    }
  }
}
