/** What a drawn waveform covers in each of its columns. */
export interface Envelope {
  readonly low: Float32Array<ArrayBuffer>;
  readonly high: Float32Array<ArrayBuffer>;
}

/**
 * The least and the greatest value of a waveform, taken as straight lines from sample to sample, in each of `columns`
 * equal parts of its duration. Sample `i` stands at time `i`; the last one holds for its own. Neighbouring columns share
 * their edge, so that a drawn line has no gap, and no peak is lost however many samples a column holds.
 */
export function envelope(audio: Float32Array, columns: number): Envelope {
  const low = new Float32Array(columns);
  const high = new Float32Array(columns);
  const last = audio.length - 1;
  const at = (time: number) => {
    const left = Math.min(Math.floor(time), last);
    const right = Math.min(left + 1, last);
    return audio[left]! + (time - Math.floor(time)) * (audio[right]! - audio[left]!);
  };
  for (let column = 0; column < columns; column++) {
    const start = (column / columns) * audio.length;
    const end = ((column + 1) / columns) * audio.length;
    const edges = [at(start), at(end)] as const;
    let least = Math.min(...edges);
    let most = Math.max(...edges);
    for (let i = Math.ceil(start); i < end; i++) {
      least = Math.min(least, audio[i]!);
      most = Math.max(most, audio[i]!);
    }
    low[column] = least;
    high[column] = most;
  }
  return { low, high };
}

/** Half the height of an amplitude axis: a little more than the peak; 1 for silence. */
export function amplitudeRange(audio: Float32Array): number {
  const peak = audio.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return peak > 0 ? 1.08 * peak : 1;
}
