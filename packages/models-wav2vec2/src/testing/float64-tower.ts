import { readFile } from 'node:fs/promises';
import { bytesInMemory } from '@audiate/checkpoints';
import { openSafetensors } from '@audiate/checkpoints/internal/files/safetensors';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';

/**
 * The first convolutional layers of the line "base" in float64, as torch computes them in double: the input to zero mean
 * and unit variance, convolutions without bias, group norm of one channel a group behind the first, erf GELU.
 * @returns `[frames, channels]` of `conv.<last>`.
 */
export async function float64Tower(audio: Float32Array, last: number): Promise<Float64Array> {
  const file = await openSafetensors(
    bytesInMemory(new Uint8Array(await readFile(`${lineFolder('base')}/model.safetensors`))),
  );
  const take = async (name: string) =>
    (await file.read(`wav2vec2.feature_extractor.conv_layers.${name}`)) as Float32Array;
  const { conv_dim, conv_kernel, conv_stride } = JSON.parse(
    await readFile(`${lineFolder('base')}/config.json`, 'utf8'),
  );
  let x: Float64Array = Float64Array.from(audio);
  standardize(x, 1, 1e-7);
  let inputs = 1;
  for (let layer = 0; layer <= last; layer++) {
    const kernel = await take(`${layer}.conv.weight`);
    x = convolve(x, kernel, { inputs, outputs: conv_dim[layer], taps: conv_kernel[layer], stride: conv_stride[layer] });
    inputs = conv_dim[layer];
    if (layer === 0) {
      standardize(x, inputs, 1e-5);
      const [gamma, beta] = [await take('0.layer_norm.weight'), await take('0.layer_norm.bias')];
      for (let i = 0; i < x.length; i++) x[i] = x[i]! * gamma[i % inputs]! + beta[i % inputs]!;
    }
    for (let i = 0; i < x.length; i++) x[i] = 0.5 * x[i]! * (1 + erf(x[i]! / Math.SQRT2));
  }
  return x;
}

function standardize(x: Float64Array, channels: number, eps: number): void {
  const count = x.length / channels;
  for (let c = 0; c < channels; c++) {
    let [sum, squares] = [0, 0];
    for (let i = c; i < x.length; i += channels) sum += x[i]!;
    const mean = sum / count;
    for (let i = c; i < x.length; i += channels) squares += (x[i]! - mean) ** 2;
    const scale = 1 / Math.sqrt(squares / count + eps);
    for (let i = c; i < x.length; i += channels) x[i] = (x[i]! - mean) * scale;
  }
}

interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly taps: number;
  readonly stride: number;
}

function convolve(x: Float64Array, kernel: Float32Array, { inputs, outputs, taps, stride }: Convolution): Float64Array {
  const frames = Math.floor((x.length / inputs - taps) / stride) + 1;
  const y = new Float64Array(frames * outputs);
  for (let f = 0; f < frames; f++) {
    for (let o = 0; o < outputs; o++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) {
        for (let k = 0; k < taps; k++) sum += kernel[(o * inputs + i) * taps + k]! * x[(f * stride + k) * inputs + i]!;
      }
      y[f * outputs + o] = sum;
    }
  }
  return y;
}

/** By its series of positive terms (Abramowitz and Stegun 7.1.6). */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
