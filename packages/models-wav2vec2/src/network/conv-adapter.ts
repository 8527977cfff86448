import { type Dense, type Norm, readDense, readNorm, runDense, runLayerNorm, type Weights } from '@audiate/checkpoints';
import { conv1d, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../config/architecture.js';
import { type Padding, withoutPadding } from './padding.js';

/** Strided convolutions after the encoder, each through a gate (transformers' `add_adapter`). */
export interface ConvAdapter {
  /** Where the adapter is of another width than the encoder. */
  readonly projection: { readonly map: Dense; readonly norm: Norm } | undefined;
  readonly convs: readonly { readonly kernel: Weight; readonly bias: Weight }[];
  readonly stride: number;
}

/** transformers pads so, whatever the kernel. */
export const ADAPTER_PADDING = 1;

/** torch's default; config.json's layer_norm_eps does not reach the adapter. */
const EPS = 1e-5;

/** Reads `adapter`; undefined where the settings have none. */
export async function readConvAdapter(weights: Weights, config: Architecture): Promise<ConvAdapter | undefined> {
  const { adapter, hidden } = config;
  if (!adapter) return undefined;
  const { channels, taps, stride, layers } = adapter;
  const projection =
    channels === hidden
      ? undefined
      : {
          map: await readDense(weights, 'adapter.proj', channels, hidden),
          norm: await readNorm(weights, 'adapter.proj_layer_norm', channels, EPS),
        };
  const convs = [];
  for (let i = 0; i < layers; i++) {
    const name = `adapter.layers.${i}.conv`;
    convs.push({
      kernel: await weights.take(`${name}.weight`, [2 * channels, channels, taps]),
      bias: await weights.take(`${name}.bias`, [2 * channels]),
    });
  }
  return { projection, convs, stride };
}

/**
 * The output of each convolution after its gate (GLU, Dauphin et al. 2017), as far as its caller goes on asking.
 * @param options.edited what stands for an output. @param options.padding of the items, which zeros follow as when each is alone.
 */
export function* runConvAdapter(
  encoded: tf.Tensor3D,
  { projection, convs, stride }: ConvAdapter,
  {
    edited,
    padding,
  }: {
    readonly edited: (index: number, output: tf.Tensor3D) => tf.Tensor3D;
    readonly padding: Padding | undefined;
  },
): Generator<[index: number, output: tf.Tensor3D], void> {
  let x = projection ? runLayerNorm(runDense(encoded, projection.map), projection.norm) : encoded;
  for (const [i, { kernel, bias }] of convs.entries()) {
    const gated: tf.Tensor3D = tf.tidy(() => {
      const padded = tf.pad(withoutPadding(x, i === 0 ? 'projection' : `adapter.${i - 1}`, padding), [
        [0, 0],
        [ADAPTER_PADDING, ADAPTER_PADDING],
        [0, 0],
      ]);
      const [values, gates] = tf.split(conv1d(padded, kernel, { stride, bias }), 2, 2) as [tf.Tensor3D, tf.Tensor3D];
      return tf.mul(values, tf.sigmoid(gates));
    });
    x = edited(i, gated);
    yield [i, x];
  }
}
