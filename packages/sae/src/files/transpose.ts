/** A matrix `[rows, columns]`, row-major, as `[columns, rows]`. */
export function transpose(matrix: Float32Array, [rows, columns]: readonly [number, number]): Float32Array {
  const turned = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = matrix[row * columns + column]!;
  }
  return turned;
}
