/** The lowest frequency of the first filter; the last one ends at half the sample rate. */
const MIN_HZ = 20;

const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);

/**
 * Filters that are triangles on the mel scale of HTK and Kaldi, from 20 Hz to half the sample rate, each of height 1 (transformers'
 * `mel_filter_bank(…, mel_scale="kaldi", triangularize_in_mel_space=True)`, torchaudio's `get_mel_banks`):
 * `[bins][fft / 2 + 1]`. A filter that is narrower than the spectrum's step can be all zero, as there.
 */
export function kaldiFilters(bins: number, fft: number, sampleRate: number): Float64Array[] {
  const [least, most] = [toMel(MIN_HZ), toMel(sampleRate / 2)];
  const step = (most - least) / (bins + 1);
  return Array.from({ length: bins }, (_, bin) => {
    const low = least + bin * step;
    return Float64Array.from({ length: fft / 2 + 1 }, (_, k) => {
      const along = (toMel((k * sampleRate) / fft) - low) / step;
      return Math.max(0, Math.min(along, 2 - along));
    });
  });
}
