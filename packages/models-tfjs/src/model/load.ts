import { fingerprintOf, hashNumbers, type SourceOptions, withSource } from '@audiate/checkpoints';
import { adaptHearing, installOps } from '@audiate/ops';
import { checkNumber, InputError, type LayerInfo, type ModelAdapter, show } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { readTfjs, type TfjsFiles, type TfjsModel, tfjsInMemory } from '../files/tfjs-files.js';
import { graphNetwork } from '../graph/network.js';
import { layersNetwork } from '../keras/network.js';
import { factsOf } from '../layers/facts.js';
import { type Found, findLayers } from '../layers/find.js';
import { framesOf } from '../layers/frames.js';
import { factsAsJson, givenFacts } from '../layers/given-facts.js';
import { leastSamples } from '../layers/shapes.js';
import type { Network } from '../network/network.js';

/** Options of {@link loadTfjs}. */
export interface LoadTfjsOptions<L extends string = string> extends SourceOptions {
  /** Hz at which the network was trained: no file tells it. */
  readonly sampleRate: number;
  /** What errors and recipes call the model; the folder's or the Hub's name, or "tfjs" for bytes, unless given. */
  readonly name?: string;
  /** The node that takes audio; the only one unless given. */
  readonly input?: string;
  /**
   * Which nodes of a graph, or layers of a Keras model, are layers, by the names that they are to have. Unless given the network's
   * outputs and the outputs of its activation functions are, by names of the file.
   */
  readonly layers?: Readonly<Record<L, string>>;
  /**
   * The facts of every layer, as a model that was loaded before has them as `model.layers`: then nothing is measured. They are
   * taken as they are, and are part of the fingerprint.
   */
  readonly facts?: Readonly<Record<L, LayerInfo>>;
  /** The longest sound that is tried to measure facts, in samples; a second, or twice what the network needs, unless given. */
  readonly maxSamples?: number;
}

/**
 * Loads any network of TensorFlow.js that hears a waveform: a GraphModel, as converted from TensorFlow, or a LayersModel, as Keras
 * saves it. What TensorFlow.js cannot differentiate by itself is supplied. A network that was saved for one length is made
 * to follow longer sounds where its reshapes allow it; shorter ones it hears as it was saved, silence behind them. So does one
 * that takes any length where the sound is shorter than it can hear, unless a layer would then have no frame of its own.
 *
 * Every layer is `[batch, frames, channels]`: the axis that grows with the sound is time, all others are folded into
 * channels. Facts (hop, offset, receptive field, minSamples, global) are measured on the active backend, by running and by
 * gradients, which takes seconds for a small network on `wasm`, and longer on `cpu`.
 * @param source the id of a repository on the Hugging Face Hub, a local folder (Node only; it wins over an id) or an address
 * that holds model.json and the files that it names; or their contents.
 * @throws InputError for a damaged or lying file, an operation that cannot be differentiated, a network that hears one length
 * alone, an unknown node, and for what cannot be downloaded.
 */
export async function loadTfjs<L extends string = string>(
  source: string | URL | TfjsFiles,
  options: LoadTfjsOptions<L>,
): Promise<ModelAdapter<L>> {
  checkNumber('sampleRate', options.sampleRate, { above: 0, max: 1e6 });
  if (typeof source !== 'string' && !(source instanceof URL)) {
    options.signal?.throwIfAborted();
    return build(tfjsInMemory(source), options);
  }
  return withSource(source, { ...options, loader: 'loadTfjs' }, async (opened, signal) =>
    build(await readTfjs(opened), { ...options, signal }),
  );
}

async function build<L extends string>(model: TfjsModel, options: LoadTfjsOptions<L>): Promise<ModelAdapter<L>> {
  installOps();
  await tf.ready();
  const { sampleRate, layers, input, signal } = options;
  if (layers && Object.keys(layers).length === 0)
    throw new InputError(`layers must name at least one, got ${show(layers)}`);
  const outputs = layers && Object.values<string>(layers);
  const network = await (model.format === 'graph-model' ? graphNetwork : layersNetwork)(model, { input, outputs });
  try {
    const named = layers ?? network.usual;
    const { least, heard } = leastSamples(network, [...new Set(Object.values<string>(named))]);
    const found = findLayers(network, named, { samples: heard, strict: layers !== undefined });
    const hear = hearing(network, found, least);
    const maxSamples = options.maxSamples ?? Math.max(2 * least, Math.round(sampleRate));
    const infos = options.facts
      ? givenFacts(options.facts, found)
      : await factsOf(network, { found, least, heard, hear, maxSamples, signal });
    const info = {
      name: options.name ?? model.name,
      fingerprint: fingerprint(network, [found, factsAsJson(infos, found), sampleRate]),
      sampleRate,
      minSamples: Math.max(...Object.values(infos).map(({ minSamples }) => minSamples)),
      layers: infos,
      noVocabulary: 'it came without the names of its channels; name a layer and channel',
    };
    return adaptHearing<string>(info, hear, () => network.dispose()) as ModelAdapter<L>;
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** Hears layers, each `[batch, frames, channels]`; a sound that is shorter than the network hears is followed by silence. */
function hearing(network: Network, found: readonly Found[], least: number) {
  const byLayer = new Map(found.map((own) => [own.layer, own]));
  return (audio: tf.Tensor2D, asked: readonly string[]): Record<string, tf.Tensor3D> => {
    const chosen = asked.map((layer) => byLayer.get(layer)!);
    const missing = Math.max(0, least - audio.shape[1]);
    const padded =
      missing === 0
        ? audio
        : tf.pad(audio, [
            [0, 0],
            [0, missing],
          ]);
    const answers = network.hear(
      padded,
      chosen.map(({ node }) => node),
    );
    return Object.fromEntries(chosen.map(({ layer, axis }, i) => [layer, framesOf(answers[i]!, axis)]));
  };
}

function fingerprint(network: Network, choices: readonly unknown[]): string {
  return fingerprintOf([network.settings, ...choices], {
    kept: network.weights,
    hashes: () => network.weights.map(({ data }) => hashNumbers(data)),
  });
}
