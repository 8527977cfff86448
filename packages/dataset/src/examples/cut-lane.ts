import type { Lane } from '@audiate/media';

/** What of a lane lies in a cut that begins at `from` and is `seconds` long, in seconds from the cut's start. */
export function cutLane(lane: Lane, from: number, seconds: number): Lane {
  const within = (time: number) => Math.min(Math.max(time - from, 0), seconds);
  const segments = lane.segments
    .map((segment) => ({ ...segment, start: within(segment.start), end: within(segment.end) }))
    .filter(({ start, end }) => end > start);
  return { ...lane, segments };
}
