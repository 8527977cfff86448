import { measureLayers } from '@audiate/ops';
import { frameCount, type LayerInfo } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network.js';
import { countFrames } from './counts.js';
import { farNodes } from './far.js';
import type { Found } from './find.js';

/** What {@link factsOf} goes by. */
export interface FactsOptions {
  readonly found: readonly Found[];
  /** The fewest samples that the network hears, and a length that it was heard at. */
  readonly least: number;
  readonly heard: number;
  /** Hears layers, shorter sounds followed by silence. */
  readonly hear: (audio: tf.Tensor2D, layers: readonly string[]) => Record<string, tf.Tensor3D>;
  readonly maxSamples: number;
  readonly signal: AbortSignal | undefined;
}

/** The facts of layers: counts by trying lengths, reach by the graph's shapes where they tell, by gradients elsewhere. */
export async function factsOf(network: Network, options: FactsOptions): Promise<Record<string, LayerInfo>> {
  const { found, least, heard, hear, maxSamples, signal } = options;
  const counted = countFrames(network, found, least);
  const far = farNodes(network, heard);
  const counts = new Map(found.map(({ layer }, i) => [layer, counted[i]!]));
  const near = found.filter(({ node, axis }) => axis !== undefined && !far.has(node)).map(({ layer }) => layer);
  const measured =
    near.length === 0
      ? {}
      : await measureLayers(near, hear, {
          maxSamples,
          signal,
          count: (samples) =>
            new Map(near.map((layer) => [layer, frameCount(counts.get(layer) as LayerInfo, samples)])),
        });
  const channels = channelsOf(hear, found, least);
  return Object.fromEntries(
    found.map(({ layer, node }, depth) => {
      const own = counts.get(layer)!;
      const whole = {
        offset: 0,
        receptiveField: own.hop === Number.POSITIVE_INFINITY ? own.hop : Math.max(1, own.minSamples),
      };
      const reach = measured[layer] ?? { ...whole, global: true };
      const { offset, receptiveField, global } = reach;
      const rectified = network.isRectified(node) ? { rectified: true } : {};
      return [layer, { depth, channels: channels[depth]!, ...own, offset, receptiveField, global, ...rectified }];
    }),
  );
}

function channelsOf(hear: FactsOptions['hear'], found: readonly Found[], samples: number): number[] {
  return tf.tidy(() => {
    const answers = hear(
      tf.zeros([1, samples]),
      found.map(({ layer }) => layer),
    );
    return found.map(({ layer }) => answers[layer]!.shape[2]);
  });
}
