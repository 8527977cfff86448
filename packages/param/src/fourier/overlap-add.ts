import type { LinearMap } from '@audiate/ops';

/** Frames that overlap: frame f begins at sample `f · hop − (window − hop)`, so that every sample lies in as many. */
export interface Framing {
  readonly window: number;
  readonly hop: number;
  readonly samples: number;
}

/** How many frames hold a sample of the audio. */
export function frameCountOf({ window, hop, samples }: Framing): number {
  return Math.floor((samples - 1 + window - hop) / hop) + 1;
}

/** The periodic Hann window. */
export function hann(window: number): Float64Array {
  return Float64Array.from({ length: window }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window));
}

/**
 * The least-squares sound of windowed frames (Griffin and Lim 1984; torch.istft): `Σ w·frame / Σ w²`, `[frames · window]` to
 * `[samples]`, with its adjoint.
 */
export function overlapAdd(framing: Framing): LinearMap {
  const { window, samples } = framing;
  const frames = frameCountOf(framing);
  const weights = synthesisWeights(framing);
  return {
    samples,
    forward(input) {
      const out = new Float32Array(samples);
      visitFrames(framing, (frame, n, i) => {
        out[n]! += weights[i]! * input[frame * window + i]!;
      });
      return out;
    },
    adjoint(dy) {
      const out = new Float32Array(frames * window);
      visitFrames(framing, (frame, n, i) => {
        out[frame * window + i] = weights[i]! * dy[n]!;
      });
      return out;
    },
  };
}

/** Cuts audio into windowed frames, `[samples]` to `[frames · window]`: what {@link overlapAdd} undoes exactly. */
export function windowedFrames(audio: Float32Array, framing: Framing): Float32Array {
  const shape = hann(framing.window);
  const out = new Float32Array(frameCountOf(framing) * framing.window);
  visitFrames(framing, (frame, n, i) => {
    out[frame * framing.window + i] = shape[i]! * audio[n]!;
  });
  return out;
}

/** w / Σ w², as every sample lies in window/hop frames: the sum depends on the position within a hop only. */
function synthesisWeights({ window, hop }: Framing): Float64Array {
  const shape = hann(window);
  const sums = new Float64Array(hop);
  shape.forEach((w, i) => {
    sums[i % hop]! += w * w;
  });
  return shape.map((w, i) => w / sums[i % hop]!);
}

/** Calls `visit` for each position `i` of each frame that lies on a sample `n` of the audio. */
function visitFrames(framing: Framing, visit: (frame: number, n: number, i: number) => void): void {
  const { window, hop, samples } = framing;
  const frames = frameCountOf(framing);
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * hop - (window - hop);
    for (let i = Math.max(0, -start); i < Math.min(window, samples - start); i++) visit(frame, start + i, i);
  }
}
