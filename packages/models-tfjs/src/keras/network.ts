import { type Weight, weight } from '@audiate/ops';
import { InputError, listChoices, show } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { TfjsModel } from '../files/tfjs-files.js';
import type { Network } from '../network/network.js';
import { checkLength } from './check-length.js';
import { endsOf, layersWithin, sourcesIn } from './ends.js';
import { withFreeLength } from './free-length.js';
import { freeModel, makeModel } from './make-model.js';
import { withoutFusing } from './without-fusing.js';

/** Layers that pass on what they get, in training aside, or only rearrange it. */
const SILENT: readonly string[] = [
  'InputLayer',
  'Dropout',
  'SpatialDropout1D',
  'GaussianNoise',
  'Reshape',
  'Permute',
  'Flatten',
];

/**
 * A Keras model as a network; its nodes are its layers.
 * @throws InputError for a model that TensorFlow.js cannot make, or that takes more than audio.
 */
export async function layersNetwork(
  { topology, weights }: TfjsModel,
  { input, outputs }: { readonly input?: string | undefined; readonly outputs?: readonly string[] | undefined },
): Promise<Network> {
  const { samples, topology: free } = withFreeLength(topology);
  const model = await makeModel(free, weights);
  const sources = wired(model, input, outputs);
  for (const layer of layersWithin(model)) withoutFusing(layer);
  const kept = shareWeights(model);
  const parts = new Map<string, tf.LayersModel>();
  const partOf = (nodes: readonly string[]): tf.LayersModel => {
    const key = nodes.join('\n');
    const known = parts.get(key);
    if (known) return known;
    const answers = nodes.map((name) => endsOf(model.getLayer(name)).outputs[0]!);
    const part = tf.model({ inputs: model.inputs, outputs: answers });
    parts.set(key, part);
    return part;
  };
  const [, ...rest] = model.inputs[0]!.shape;
  const usual = model.layers.filter((layer) => !SILENT.includes(layer.getClassName())).map(({ name }) => name);
  return {
    nodes: [...sources.keys()],
    sources: (name) => sources.get(name)!,
    usual: Object.fromEntries(usual.map((name) => [name, name])),
    isRectified: (name) => isRectified(model.getLayer(name)),
    samples,
    hear: (audio, nodes) =>
      tf.tidy(() => {
        const [batch, length] = audio.shape;
        const shape = [batch, ...rest.map((_, i) => (i === 0 ? length : 1))];
        checkLength(model, shape);
        return [partOf(nodes).apply(tf.reshape(audio, shape)) as tf.Tensor | tf.Tensor[]].flat();
      }),
    weights: kept,
    settings: free,
    dispose() {
      for (const own of kept) own.dispose();
    },
  };
}

/** The layers that each layer is computed from. @throws InputError, and frees the model, where a user or the model asks for others. */
function wired(
  model: tf.LayersModel,
  input: string | undefined,
  outputs: readonly string[] | undefined,
): ReadonlyMap<string, readonly string[]> {
  try {
    // one that a Sequential begins with is built nowhere else
    for (const layer of model.layers) if (layer instanceof tf.Sequential && !layer.built) layer.build();
    // a Sequential does not list its input's name before it is built
    const inputs = model.inputs.map(({ sourceLayer }) => sourceLayer.name);
    if (inputs.length !== 1 || (input !== undefined && !inputs.includes(input))) {
      throw new InputError(`the model has the inputs ${inputs.join(', ')}; one, of audio, can be loaded`);
    }
    const sources = sourcesIn(model);
    const unknown = outputs?.find((name) => !sources.has(name));
    if (unknown !== undefined) {
      throw new InputError(`the model has no layer ${show(unknown)}; it has ${listChoices([...sources.keys()])}`);
    }
    return sources;
  } catch (error) {
    freeModel(model);
    throw error;
  }
}

/** Gives each variable's numbers to a weight, which every backend shares, and has layers read them there. */
function shareWeights(model: tf.LayersModel): Weight[] {
  const kept: Weight[] = [];
  for (const variable of model.weights) {
    const values = variable.read();
    const own = weight(values.dataSync().slice() as Float32Array, values.shape);
    values.dispose();
    kept.push(own);
    variable.read = () => own.tensor();
  }
  return kept;
}

const RECTIFIERS: readonly string[] = ['relu', 'relu6', 'elu', 'selu', 'leaky_relu', 'softplus'];

function isRectified(layer: tf.layers.Layer): boolean {
  const { activation } = layer.getConfig();
  const named = typeof activation === 'string' ? activation : undefined;
  return RECTIFIERS.includes(named ?? '') || ['ReLU', 'LeakyReLU', 'PReLU', 'ELU'].includes(layer.getClassName());
}
