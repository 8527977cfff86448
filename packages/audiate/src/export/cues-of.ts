import type { Cue, Lane } from '@audiate/media';
import type { Sound } from '@audiate/protocol';

/** A cue at the start of each segment that listeners hear; where several listen, who heard it stands before it. */
export function cuesOf(lanes: readonly Lane[], { samples, sampleRate }: Sound): Cue[] {
  const cues = lanes.flatMap(({ name, segments }) =>
    segments.map(({ token, start }) => ({
      sample: Math.min(samples.length - 1, Math.max(0, Math.round(start * sampleRate))),
      label: lanes.length > 1 ? `${name}: ${token}` : token,
    })),
  );
  return cues.sort((a, b) => a.sample - b.sample);
}
