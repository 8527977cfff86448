import { conv1d, fourier, isTraced, type Weight, weight, windowedWaves, withGradient } from '@audiate/ops';
import { type Audio, InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Four windows overlap: the hop is a quarter of the window. */
const OVERLAP = 4;

/**
 * Power of the short-time Fourier transform, `[batch, samples] → [batch, frames, size / 2 + 1]`: Hann windows (periodic) a
 * quarter apart, the first centred on the first sample, with silence around the audio. A sine of amplitude 1 on a bin
 * has power 1 there. In plain JavaScript, there and back: it reads the tensor's values, so it stalls a GPU; in a compiled
 * program a convolution.
 * @param size of the window in samples, a power of two from 4.
 */
export function stftPower(audio: Audio, size: number): tf.Tensor3D {
  const [batch, samples] = audio.shape;
  const frames = framesOf(samples, size);
  const bins = size / 2 + 1;
  if (isTraced()) return powerInProgram(audio, size);
  return withGradient(audio, (raw) => {
    const spectra = analyse(raw.dataSync() as Float32Array, { batch, samples, size });
    const power = new Float32Array(batch * frames * bins);
    for (let row = 0; row < batch * frames; row++) {
      for (let bin = 0; bin < bins; bin++) {
        const at = 2 * row * bins + bin;
        power[row * bins + bin] = Math.fround(spectra[at]! ** 2) + Math.fround(spectra[at + bins]! ** 2);
      }
    }
    return {
      value: tf.tensor3d(power, [batch, frames, bins]),
      gradient(dy) {
        const slopes = dy.dataSync();
        const uphill = new Float32Array(2 * bins);
        const spectrumOf = (row: number) => {
          for (let bin = 0; bin < bins; bin++) {
            const at = 2 * row * bins + bin;
            const slope = slopes[row * bins + bin]!;
            uphill[bin] = 2 * spectra[at]! * slope;
            uphill[bin + bins] = 2 * spectra[at + bins]! * slope;
          }
          return uphill;
        };
        return tf.tensor2d(synthesise(spectrumOf, { batch, samples, size }), [batch, samples]);
      },
    };
  });
}

/** Beyond it the waves of a program, `size · (size + 2)` numbers, would take more than they give. */
const MAX_IN_PROGRAM = 2048;

/**
 * Each frame's real parts, then its imaginary parts, as a convolution with the windowed waves.
 * @throws InputError for windows of more than 2,048 samples, which a program would hold as a matrix.
 */
function powerInProgram(audio: Audio, size: number): tf.Tensor3D {
  if (size > MAX_IN_PROGRAM) {
    throw new InputError(`windows of ${size} samples are not compiled; at most ${MAX_IN_PROGRAM}`);
  }
  const [batch, samples] = audio.shape;
  const bins = size / 2 + 1;
  const frames = framesOf(samples, size);
  const hop = size / OVERLAP;
  const behind = (frames - 1) * hop + size / 2 - samples;
  const padded: tf.Tensor3D = tf.expandDims(
    tf.pad(audio, [
      [0, 0],
      [size / 2, Math.max(0, behind)],
    ]),
    2,
  );
  const spectra = conv1d(padded, wavesOf(size), { stride: hop });
  const squares = tf.square(spectra);
  const part = (first: number) => tf.slice(squares, [0, 0, first], [batch, frames, bins]);
  return tf.add(part(0), part(bins));
}

const wavesBySize = new Map<number, Weight>();

/** The windowed cosines, then minus sines, of each bin: `[2 · bins, 1, size]`. */
function wavesOf(size: number): Weight {
  const known = wavesBySize.get(size);
  if (known) return known;
  const bins = size / 2 + 1;
  const waves = windowedWaves({ window: hannOf(size), fft: size });
  const made = weight(waves, [2 * bins, 1, size], { fullPrecision: true });
  wavesBySize.set(size, made);
  return made;
}

interface Framing {
  readonly batch: number;
  readonly samples: number;
  readonly size: number;
}

function framesOf(samples: number, size: number): number {
  return Math.floor(samples / (size / OVERLAP)) + 1;
}

/** Spectra of windowed frames: for each frame its real parts, then its imaginary parts. */
function analyse(audio: Float32Array, framing: Framing): Float32Array {
  const { batch, samples, size } = framing;
  const transform = fourier(size);
  const frame = new Float32Array(size);
  const spectra = new Float32Array(batch * framesOf(samples, size) * (size + 2));
  forEachFrame(framing, ({ row, start, from, to, window }) => {
    frame.fill(0);
    for (let i = from; i < to; i++) frame[i] = audio[start + i]! * window[i]!;
    spectra.set(transform.analyse(frame, 1, 1), row * (size + 2));
  });
  return spectra;
}

/** The adjoint of {@link analyse}, from the spectrum of each row. */
function synthesise(spectrumOf: (row: number) => Float32Array, framing: Framing): Float32Array {
  const { batch, samples, size } = framing;
  const transform = fourier(size);
  const audio = new Float32Array(batch * samples);
  forEachFrame(framing, ({ row, start, from, to, window }) => {
    const frame = transform.synthesise(spectrumOf(row), size, size / 2);
    for (let i = from; i < to; i++) audio[start + i]! += Math.fround(frame[i]! * window[i]!);
  });
  return audio;
}

interface Frame {
  /** Counts through the frames of all items. */
  readonly row: number;
  /** Where it begins, in samples of all items; what lies before and after its item is left out by `from` and `to`. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly window: Float32Array;
}

function forEachFrame({ batch, samples, size }: Framing, use: (frame: Frame) => void): void {
  const window = hannOf(size);
  const frames = framesOf(samples, size);
  for (let row = 0; row < batch * frames; row++) {
    const first = ((row % frames) * size) / OVERLAP - size / 2;
    const start = Math.floor(row / frames) * samples + first;
    use({ row, start, from: Math.max(0, -first), to: Math.min(size, samples - first), window });
  }
}

/** Scaled so that a sine of amplitude 1 has a magnitude of 1: divided by half of the window's sum, size / 4. */
function hannOf(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => (2 - 2 * Math.cos((2 * Math.PI * i) / size)) / size);
}
