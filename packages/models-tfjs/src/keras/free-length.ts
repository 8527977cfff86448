import { asObject, isObject } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';

/**
 * A Keras model whose input takes any length, and the length that it was saved for. Models within the model keep their inputs as
 * they are.
 * @throws InputError where the input is no audio: `[batch, samples]` or `[batch, samples, 1]`.
 */
export function withFreeLength(topology: unknown): { readonly topology: object; readonly samples: number | undefined } {
  const given = asObject('modelTopology in model.json', topology);
  checkDepth(given, 0);
  const free = structuredClone(given);
  const config = inputConfig(isObject(free.model_config) ? free.model_config : free);
  const key = ['batch_input_shape', 'batchInputShape', 'batch_shape'].find((own) => Array.isArray(config?.[own]));
  if (!config || !key) throw new InputError('the model in model.json does not tell the shape of its input');
  const shape = config[key] as readonly unknown[];
  if (shape.length < 2 || shape.length > 3 || (shape.length === 3 && shape[2] !== 1)) {
    throw new InputError(
      `the model's input has the shape ${show(shape)}; audio is [null, samples] or [null, samples, 1]`,
    );
  }
  config[key] = [null, null, ...shape.slice(2)];
  return { topology: free, samples: typeof shape[1] === 'number' ? shape[1] : undefined };
}

/** The configuration of the layer that takes a model's input: a Sequential's first, or the one that another model names. */
function inputConfig(model: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const own = model.config;
  const layers = (isObject(own) ? own.layers : own) as unknown;
  // a layer is no model
  if (!Array.isArray(layers)) return isObject(own) ? (own as Record<string, unknown>) : undefined;
  const named = isObject(own) ? inputName(own.input_layers ?? own.inputLayers) : undefined;
  const first = named === undefined ? layers[0] : layers.find((layer) => isObject(layer) && nameOf(layer) === named);
  return isObject(first) ? inputConfig(first) : undefined;
}

/** `[["audio", 0, 0]]`, or `["audio", 0, 0]`. */
function inputName(list: unknown): unknown {
  const [first] = Array.isArray(list) ? list : [];
  return Array.isArray(first) ? first[0] : first;
}

function nameOf({ name, config }: Readonly<Record<string, unknown>>): unknown {
  return name ?? (isObject(config) ? config.name : undefined);
}

/** Deeper than models are within models. */
const MAX_DEPTH = 64;

function checkDepth(value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new InputError(`modelTopology in model.json is more than ${MAX_DEPTH} objects deep`);
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) checkDepth(item, depth + 1);
}
