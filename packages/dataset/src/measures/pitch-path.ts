import type { Candidate } from './yin.js';

/** What a path through the candidates costs. */
export interface PathCosts {
  /** Of an unvoiced frame; a candidate costs its aperiodicity. */
  readonly unvoiced: number;
  /** Of a jump by an octave, and of a change between voiced and unvoiced, from one frame to the next. */
  readonly octaveJump: number;
  readonly change: number;
  /** Of each octave below the highest candidate, which keeps a path from multiples of the period. */
  readonly octave: number;
}

/**
 * The cheapest path through the candidates of all frames (Viterbi 1967), as Boersma (1993) has it for autocorrelations.
 * @param frames the candidates of each. @returns Hz for each frame, NaN where it is unvoiced.
 */
export function cheapestPath(
  frames: readonly (readonly Candidate[])[],
  { unvoiced, octaveJump, change, octave }: PathCosts,
): Float64Array {
  const states = frames.map((candidates) => [Number.NaN, ...candidates.map(({ hz }) => hz)]);
  const own = frames.map((candidates) => {
    const highest = Math.max(...candidates.map(({ hz }) => hz));
    return [unvoiced, ...candidates.map(({ hz, aperiodicity }) => aperiodicity + octave * Math.log2(highest / hz))];
  });
  const from: number[][] = [];
  let costs = own[0] ?? [];
  for (let t = 1; t < frames.length; t++) {
    const back: number[] = [];
    costs = states[t]!.map((hz, s) => {
      let [best, at] = [Infinity, 0];
      for (const [k, before] of states[t - 1]!.entries()) {
        const [here, there] = [Number.isNaN(hz), Number.isNaN(before)];
        const step = here !== there ? change : here ? 0 : octaveJump * Math.abs(Math.log2(hz / before));
        if (costs[k]! + step < best) [best, at] = [costs[k]! + step, k];
      }
      back.push(at);
      return best + own[t]![s]!;
    });
    from.push(back);
  }
  const path = new Float64Array(frames.length);
  let state = costs.indexOf(Math.min(...costs));
  for (let t = frames.length - 1; t >= 0; t--) {
    path[t] = states[t]![state]!;
    if (t > 0) state = from[t - 1]![state]!;
  }
  return path;
}
