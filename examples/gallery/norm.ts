/** The L2 norm of an array. */
export function norm(x: Float32Array): number {
  return Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
}

/** ‖a − b‖ ÷ ‖b‖. */
export function relativeDistance(a: Float32Array, b: Float32Array): number {
  return norm(a.map((value, i) => value - b[i]!)) / norm(b);
}
