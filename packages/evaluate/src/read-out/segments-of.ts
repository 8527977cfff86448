import type { Segment } from '@audiate/media';
import { decodeCtc, frameCenter, hasOneFrame, type LayerInfo } from '@audiate/protocol';

/** How the frames of a layer are read. */
export interface Reading {
  readonly info: LayerInfo;
  readonly labels: readonly string[];
  readonly blank: number | undefined;
  readonly sampleRate: number;
  /** The length of the sound. */
  readonly seconds: number;
}

/**
 * What the logits of one sound say, `[frames, labels]`: the likeliest label of each frame, runs merged, blanks left out. A
 * frame holds the time from half a hop before its centre to half a hop after it, as far as the sound goes; a layer of one
 * frame the whole sound. The probability is the mean softmax of the label over its frames.
 */
export function segmentsOf(logits: Float32Array, { info, labels, blank, sampleRate, seconds }: Reading): Segment[] {
  const within = (time: number) => Math.min(seconds, Math.max(0, time));
  const edge = (frame: number) =>
    hasOneFrame(info) ? frame * seconds : within((frameCenter(info, frame) - info.hop / 2) / sampleRate);
  return decodeCtc(logits, labels, blank)
    .map(({ token, firstFrame, lastFrame }) => ({
      token,
      start: edge(firstFrame),
      end: edge(lastFrame + 1),
      probability: meanProbability(
        logits.subarray(firstFrame * labels.length, (lastFrame + 1) * labels.length),
        labels.length,
      ),
    }))
    .filter(({ start, end }) => end > start);
}

/** Of the likeliest label in each of these frames. */
function meanProbability(frames: Float32Array, width: number): number {
  let sum = 0;
  for (let at = 0; at < frames.length; at += width) {
    const row = frames.subarray(at, at + width);
    const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    sum += 1 / row.reduce((all, logit) => all + Math.exp(logit - most), 0);
  }
  return (sum * width) / frames.length;
}
