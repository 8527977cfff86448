/** How long the end of a loop and its beginning lie over one another. */
const CROSSFADE_SECONDS = 0.05;

/**
 * A loop without a seam: the last milliseconds are laid over the first, one fading out while the other fades in with equal
 * power, and cut off. At most a quarter of the sound.
 */
export function seamless(audio: Float32Array, sampleRate: number): Float32Array<ArrayBuffer> {
  const fade = Math.min(Math.round(CROSSFADE_SECONDS * sampleRate), Math.floor(audio.length / 4));
  const length = audio.length - fade;
  const loop = Float32Array.from(audio.subarray(0, length));
  for (let i = 0; i < fade; i++) {
    const angle = (Math.PI / 2) * ((i + 0.5) / fade);
    loop[i] = audio[i]! * Math.sin(angle) + audio[length + i]! * Math.cos(angle);
  }
  return loop;
}
