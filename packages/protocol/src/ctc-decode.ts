/** A token of a greedy CTC decode and the frames that it holds. */
export interface HeardToken {
  readonly token: string;
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/**
 * The greedy decode of one item's CTC logits `[frames, tokens]`: the likeliest token of each frame (the first of equals),
 * runs merged, then blanks left out (Graves et al. 2006, best path decoding).
 * @param vocabulary the token of each channel. @param blank the channel of the blank.
 */
export function decodeCtc(
  logits: Float32Array,
  vocabulary: readonly string[],
  blank: number | undefined,
): HeardToken[] {
  const width = vocabulary.length;
  const heard: HeardToken[] = [];
  for (let frame = 0; frame < logits.length / width; frame++) {
    const token = vocabulary[likeliest(logits, frame * width, width)]!;
    const last = heard.at(-1);
    if (last?.token === token) heard[heard.length - 1] = { ...last, lastFrame: frame };
    else heard.push({ token, firstFrame: frame, lastFrame: frame });
  }
  const silent = blank === undefined ? undefined : vocabulary[blank];
  return heard.filter(({ token }) => token !== silent);
}

function likeliest(logits: Float32Array, start: number, width: number): number {
  let best = 0;
  for (let channel = 1; channel < width; channel++) {
    if (logits[start + channel]! > logits[start + best]!) best = channel;
  }
  return best;
}
