import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** What a layer takes and answers within a model. */
export interface Ends {
  readonly inputs: readonly tf.SymbolicTensor[];
  readonly outputs: readonly tf.SymbolicTensor[];
}

/**
 * The ends of a layer. A model within a model has those of the place where it stands; the first of a Sequential stands nowhere
 * else than in itself.
 * @throws InputError for a layer that is used several times: it has several outputs, none of them its own.
 */
export function endsOf(layer: tf.layers.Layer): Ends {
  const inner = layer instanceof tf.LayersModel;
  const nodes = inner ? layer.inboundNodes.filter(({ inboundLayers }) => inboundLayers.length > 0) : layer.inboundNodes;
  if (nodes.length > 1) {
    throw new InputError(
      `layer "${layer.name}" is used ${nodes.length} times; a model with such layers cannot be heard`,
    );
  }
  const [node] = nodes;
  if (node) return { inputs: node.inputTensors, outputs: node.outputTensors };
  return inner ? layer : { inputs: [], outputs: [] };
}

/** The layers whose outputs each layer takes; a Sequential's input that is none of its layers is none of them. */
export function sourcesIn(model: tf.LayersModel): ReadonlyMap<string, readonly string[]> {
  const from = new Map(model.layers.flatMap((layer) => endsOf(layer).outputs.map((own) => [own, layer.name] as const)));
  return new Map(
    model.layers.map((layer) => {
      const sources = endsOf(layer).inputs.flatMap((own) => from.get(own) ?? []);
      return [layer.name, sources.filter((name) => name !== layer.name)];
    }),
  );
}

/** The layers of a model, and those of the models within it in their place. */
export function layersWithin(model: tf.LayersModel): tf.layers.Layer[] {
  return model.layers.flatMap((layer) => (layer instanceof tf.LayersModel ? layersWithin(layer) : [layer]));
}
