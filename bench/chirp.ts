/** A tone under a rising one, so that no two frames are alike: the sound that every side hears. */
export function chirp(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(i * 0.05) + 0.3 * Math.sin(i * i * 0.001));
}
