/** The next power of two, at least 2: the length of a Fourier transform that holds `samples`. */
export function powerOfTwoFrom(samples: number): number {
  let size = 2;
  while (size < samples) size *= 2;
  return size;
}
