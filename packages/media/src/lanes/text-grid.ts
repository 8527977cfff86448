import { checkLanes, type Lane, type Segment } from './lane.js';

/**
 * The text of a Praat TextGrid: an interval tier for each lane, in Praat's long text format. Tiers cover the whole sound:
 * where nothing is heard stands an interval with an empty text. To be written as UTF-8, as `NAME.TextGrid`.
 * @param seconds the length of the sound.
 * @throws InputError for lanes that do not lie within the sound, or whose segments lie over one another.
 */
export function textGrid(lanes: readonly Lane[], seconds: number): string {
  checkLanes(lanes, seconds);
  const end = time(seconds);
  const tiers = lanes.flatMap(({ name, segments }, i) => {
    const intervals = cover(segments, end);
    return [
      `    item [${i + 1}]:`,
      `        class = "IntervalTier" `,
      `        name = ${quote(name)} `,
      `        xmin = 0 `,
      `        xmax = ${end} `,
      `        intervals: size = ${intervals.length} `,
      ...intervals.flatMap(({ from, to, text }, n) => [
        `        intervals [${n + 1}]:`,
        `            xmin = ${from} `,
        `            xmax = ${to} `,
        `            text = ${quote(text)} `,
      ]),
    ];
  });
  return `${[
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    'xmin = 0 ',
    `xmax = ${end} `,
    lanes.length > 0 ? 'tiers? <exists> ' : 'tiers? <absent> ',
    ...(lanes.length > 0 ? [`size = ${lanes.length} `, 'item []: '] : []),
    ...tiers,
  ].join('\n')}\n`;
}

interface Interval {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** Segments and the gaps between them, from 0 to the end. Neighbours share the very text of their boundary. */
function cover(segments: readonly Segment[], end: string): Interval[] {
  const intervals: Interval[] = [];
  let from = '0';
  const add = (to: string, text: string) => {
    if (Number(to) <= Number(from)) return;
    intervals.push({ from, to, text });
    from = to;
  };
  for (const segment of segments) {
    add(time(segment.start), '');
    add(Number(time(segment.end)) < Number(end) ? time(segment.end) : end, segment.token);
  }
  add(end, '');
  return intervals;
}

/** To a nanosecond, without an exponent, which not every reader knows. */
function time(seconds: number): string {
  return seconds.toFixed(9).replace(/\.?0+$/, '');
}

/** A text of Praat: quotes are doubled. Line breaks and other control characters become spaces. */
function quote(text: string): string {
  return `"${text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('"', '""')}"`;
}
