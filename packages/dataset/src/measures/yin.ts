/** A period that a frame may have. */
export interface Candidate {
  readonly hz: number;
  /** How unlike the frame is to itself one period on: 0 the same, 1 as unlike as any other. */
  readonly aperiodicity: number;
}

/** What {@link yinCandidates} looks for, all in samples. */
export interface YinSearch {
  readonly sampleRate: number;
  readonly minHz: number;
  readonly maxHz: number;
  /** Samples that are compared with those one lag on; at least a longest period. */
  readonly window: number;
}

/** Candidates of a frame that are kept, the most periodic ones: a high voice has as many as its period has multiples. */
const KEPT = 15;

/**
 * Periods of a frame centred on a sample by YIN's difference function, normalised by its cumulative mean (de Cheveigné and
 * Kawahara 2002, equations 6 and 8): each local minimum, its place by a parabola through its neighbours. Silence lies outside.
 */
export function yinCandidates(
  samples: Float32Array,
  centre: number,
  { sampleRate, minHz, maxHz, window }: YinSearch,
): Candidate[] {
  const longest = Math.ceil(sampleRate / minHz) + 1;
  const shortest = Math.max(2, Math.floor(sampleRate / maxHz));
  const start = centre - Math.floor((window + longest) / 2);
  const x = Float64Array.from({ length: window + longest + 1 }, (_, i) => samples[start + i] ?? 0);
  const normal = new Float64Array(longest + 1).fill(1);
  let total = 0;
  for (let lag = 1; lag <= longest; lag++) {
    let sum = 0;
    for (let j = 0; j < window; j++) sum += (x[j]! - x[j + lag]!) ** 2;
    total += sum;
    normal[lag] = total > 0 ? (sum * lag) / total : 1;
  }
  const found: Candidate[] = [];
  for (let lag = shortest; lag < longest; lag++) {
    const [before, here, after] = [normal[lag - 1]!, normal[lag]!, normal[lag + 1]!];
    if (here > before || here >= after) continue;
    const bend = before - 2 * here + after;
    const shift = bend > 0 ? (before - after) / (2 * bend) : 0;
    const hz = sampleRate / (lag + shift);
    if (hz >= minHz && hz <= maxHz) {
      found.push({ hz, aperiodicity: Math.max(0, here - ((before - after) * shift) / 4) });
    }
  }
  return found.sort((a, b) => a.aperiodicity - b.aperiodicity).slice(0, KEPT);
}
