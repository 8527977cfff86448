/**
 * Parts vectors into leaves of near ones, by a tree of planes halfway between two of them (Dasgupta and Freund 2008).
 * @param most vectors of a leaf.
 * @returns each leaf, its vectors by their indices.
 */
export function* splitAtRandom(
  vectors: readonly Float32Array[],
  most: number,
  random: () => number,
): Generator<Int32Array> {
  const order = Int32Array.from(vectors.keys());
  const waiting = [{ from: 0, to: order.length }];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { from, to } = part;
    if (to - from <= most) {
      yield order.subarray(from, to);
      continue;
    }
    const one = () => vectors[order[from + Math.floor(random() * (to - from))]!]!;
    const [a, b] = [one(), one()];
    const normal = a.map((x, d) => x - b[d]!);
    const middle = normal.reduce((sum, x, d) => sum + (x * (a[d]! + b[d]!)) / 2, 0);
    let [left, right] = [from, to];
    while (left < right) {
      const vector = vectors[order[left]!]!;
      let along = -middle;
      for (let d = 0; d < normal.length; d++) along += normal[d]! * vector[d]!;
      // Equal vectors lie on the plane: a coin parts them.
      if (along < 0 || (along === 0 && random() < 0.5)) left++;
      else {
        right--;
        [order[left], order[right]] = [order[right]!, order[left]!];
      }
    }
    // A plane that parts nothing, between two that are the same: halves are as good.
    const at = left === from || left === to ? (from + to) >> 1 : left;
    waiting.push({ from, to: at }, { from: at, to });
  }
}
