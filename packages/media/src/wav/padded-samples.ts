/** Which bytes of a 4-byte container hold a sample of 24 bits: the upper three, or the lower three with its sign above. */
export type Padding = 'below' | 'above';

const CONTAINER_BYTES = 4;

/**
 * Tells where the padding lies in PCM of 24 bits whose frames have 4 bytes for each sample, by the samples themselves: the
 * byte below every one is 0, or the byte above every one repeats its sign. Undefined where neither holds: readers take such
 * a file for three different sounds (libsndfile for packed 24 bits, SciPy for 32 bits, FFmpeg for floats).
 * @param known what the samples before said; these must agree.
 */
export function paddingOf(data: DataView, littleEndian: boolean, known?: Padding): Padding | undefined {
  // In memory from the lowest byte to the highest, or the other way about.
  const [lowest, third, highest] = littleEndian ? [0, 2, 3] : [3, 1, 0];
  let [below, above] = [known !== 'above', known !== 'below'];
  for (let at = 0; at + CONTAINER_BYTES <= data.byteLength && (below || above); at += CONTAINER_BYTES) {
    below &&= data.getUint8(at + lowest!) === 0;
    above &&= data.getInt8(at + highest!) === data.getInt8(at + third!) >> 7;
  }
  return below ? 'below' : above ? 'above' : undefined;
}

/** Reads the sample in the container at a byte, ÷ 2²³. */
export function paddedReader(data: DataView, padding: Padding, littleEndian: boolean): (at: number) => number {
  const scale = padding === 'below' ? 2 ** 31 : 2 ** 23;
  return (at) => data.getInt32(at, littleEndian) / scale;
}
