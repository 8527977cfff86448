import { placeLabels } from '../lanes/label-rows.js';
import type { Lane, Segment } from '../lanes/lane.js';
import { type Axis, percent } from './axes.js';
import { escapeHtml } from './escape.js';

/** For the room that labels need: a plot of a card on a screen, and its font. In pixels. */
const PLOT_WIDTH = 380;
const LETTER_WIDTH = 7;
const ROWS = 2;
const BARS = 20;
const ROW = 15;
/** Labels that are longer are cut; a list below the bars has all of them. */
const LABEL_LENGTH = 12;

/**
 * The HTML of lanes: for each who listens, or what is known, a bar for each segment as high as it is probable with its token below, and all
 * tokens in words. `name` is text that was escaped; `time` the axis of the plot above.
 */
export function laneFigure(lanes: readonly Lane[], time: Axis, name: string): string {
  return lanes
    .map(({ name: listener, segments, labels: known }) => {
      const who = escapeHtml(listener);
      const heard = segments.map(({ token }) => escapeHtml(token)).join(' ');
      const [heading, label] = known ? [who, `${who} of ${name}`] : [`${who} hears`, `What ${who} hears in ${name}`];
      return `<div class="names"><span dir="auto">${heading}</span></div>
<div class="row lane"><span></span><svg class="plot heard" role="img" aria-label="${label}: ${inWords(segments)}">${bars(segments, time)}${labels(segments, time)}<rect class="track" width="100%" height="${BARS}"/></svg></div>
<p class="heard" dir="auto">${heard || 'nothing'}</p>
`;
    })
    .join('');
}

function inWords(segments: readonly Segment[]): string {
  const spoken = segments.map(
    ({ token, start, end, probability }) =>
      `${escapeHtml(token)} from ${seconds(start)} to ${seconds(end)} s, probability ${probability.toFixed(2)}`,
  );
  return spoken.join('; ') || 'nothing';
}

function bars(segments: readonly Segment[], time: Axis): string {
  return segments
    .map(({ token, start, end, probability }) => {
      const height = Number((BARS * probability).toFixed(1));
      const width = percent(time.min + Math.min(end, time.max) - start, time);
      return `<rect class="sure" x="${percent(start, time)}" y="${BARS - height}" width="${width}" height="${height}"><title>${escapeHtml(token)} ${probability.toFixed(2)}</title></rect>`;
    })
    .join('');
}

function labels(segments: readonly Segment[], time: Axis): string {
  const cut = segments.map(({ token }) => {
    const letters = [...token];
    return letters.length <= LABEL_LENGTH ? token : `${letters.slice(0, LABEL_LENGTH - 1).join('')}…`;
  });
  const share = ({ start, end }: Segment) => ((start + end) / 2 - time.min) / (time.max - time.min);
  const wanted = segments.map((segment, i) => ({
    middle: share(segment) * PLOT_WIDTH,
    width: LETTER_WIDTH * [...cut[i]!].length,
  }));
  return placeLabels(wanted, { width: PLOT_WIDTH, rows: ROWS, gap: 4 })
    .map(({ index, row, middle }) => {
      const x = percent(middle, { min: 0, max: PLOT_WIDTH });
      return `<text x="${x}" y="${BARS + ROW * (row + 1)}" text-anchor="middle">${escapeHtml(cut[index]!)}</text>`;
    })
    .join('');
}

const seconds = (time: number): string => time.toFixed(2);
