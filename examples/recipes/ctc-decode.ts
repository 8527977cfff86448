/** A token of a greedy CTC decode and the frames that it holds. */
export interface Decoded {
  readonly token: string;
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/**
 * The collapsed greedy decode of CTC logits `[frames, tokens]`: the likeliest token of each frame, runs merged, blanks
 * left out (Graves et al. 2006, best path decoding).
 */
export function ctcDecode(logits: Float32Array, vocabulary: readonly string[], blank = '<pad>'): Decoded[] {
  const width = vocabulary.length;
  const decoded: Decoded[] = [];
  for (let frame = 0; frame < logits.length / width; frame++) {
    const row = logits.subarray(frame * width, (frame + 1) * width);
    const token = vocabulary[row.indexOf(Math.max(...row))]!;
    const last = decoded.at(-1);
    if (last?.token === token && last.lastFrame === frame - 1)
      decoded[decoded.length - 1] = { ...last, lastFrame: frame };
    else decoded.push({ token, firstFrame: frame, lastFrame: frame });
  }
  return decoded.filter(({ token }) => token !== blank);
}
