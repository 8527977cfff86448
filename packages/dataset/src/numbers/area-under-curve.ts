/**
 * The area under the ROC curve: how often a value of those that are in lies above one of those that are out, ties counting half
 * (Mann and Whitney 1947). 0.5 by chance; NaN where all or none are in.
 */
export function areaUnderCurve(values: ArrayLike<number>, isIn: (index: number) => boolean): number {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  let [inside, ranks] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const rank = (from + to + 1) / 2;
    for (let k = from; k < to; k++) {
      if (!isIn(order[k]!)) continue;
      inside++;
      ranks += rank;
    }
    from = to;
  }
  const outside = order.length - inside;
  return (ranks - (inside * (inside + 1)) / 2) / (inside * outside);
}
