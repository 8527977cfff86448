/**
 * Noise `[batch · samples]`, uniform between −0.1 and 0.1, the same every time. Smooth signals would not do: the first
 * convolution takes differences of them, in which float32 keeps few digits.
 */
export function noise(count: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) / 10;
  });
}
