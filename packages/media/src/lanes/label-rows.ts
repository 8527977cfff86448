/** Where a label stands: its segment's index, the row, and the middle of the text. */
export interface PlacedLabel {
  readonly index: number;
  readonly row: number;
  readonly middle: number;
}

/**
 * Places labels below the middles of their segments, each in the first of `rows` rows where it meets no other, moved at most
 * so far that it does not leave the width. Labels for which no row has room are left out.
 * @param labels in the order of their middles; all in one unit, such as pixels.
 */
export function placeLabels(
  labels: readonly { readonly middle: number; readonly width: number }[],
  { width, rows, gap }: { readonly width: number; readonly rows: number; readonly gap: number },
): PlacedLabel[] {
  const ends = new Array<number>(rows).fill(Number.NEGATIVE_INFINITY);
  return labels.flatMap((label, index) => {
    const half = label.width / 2;
    const middle = Math.max(half, Math.min(width - half, label.middle));
    const row = ends.findIndex((end) => middle - half >= end + gap);
    if (row < 0) return [];
    ends[row] = middle + half;
    return [{ index, row, middle }];
  });
}
