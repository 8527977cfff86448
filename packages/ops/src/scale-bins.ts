/**
 * Multiplies spectra bin by bin: `numbers` holds rows of `factors.length` numbers, such as real parts, then imaginary parts,
 * and each row is multiplied with the factors.
 */
export function scaleBins(numbers: Float32Array, factors: Float32Array | Float64Array): Float32Array {
  const out = new Float32Array(numbers.length);
  const bins = factors.length;
  for (let row = 0; row < numbers.length; row += bins) {
    for (let bin = 0; bin < bins; bin++) out[row + bin] = numbers[row + bin]! * factors[bin]!;
  }
  return out;
}
