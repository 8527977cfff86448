import { adapt } from '@audiate/checkpoints';
import { initialiseBackend, installOps, keepingUsersBackend } from '@audiate/ops';
import { checkNumber, frameCount, type ModelAdapter } from '@audiate/protocol';
import { withExternals } from '../file/external.js';
import type { Graph } from '../file/graph.js';
import { readModel } from '../file/model.js';
import { constantsOf, withWeight } from '../graph/constants.js';
import { evaluatorOf } from '../graph/evaluate.js';
import { buildProgram } from '../graph/program.js';
import { createKeeper, type Keeper } from '../graph/settings.js';
import { findLayers } from '../layers/find.js';
import { listenerOf } from '../layers/listen.js';
import { chosenLayers } from '../layers/names.js';
import { type Fingerprint, fingerprintOf } from './fingerprint.js';
import { inputsOf } from './inputs.js';
import { measured } from './measured.js';
import { hearLayers, type OnnxNetwork } from './network.js';
import type { LoadOnnxOptions } from './options.js';
import { type OnnxFiles, type OpenedModel, withModel } from './source.js';
import { windowOf } from './windows.js';

/**
 * Loads an audio model in ONNX as a differentiable model: its operators are interpreted as TensorFlow.js operations, so that
 * it runs on every engine and can be cut at every value. Nothing of the file is executed. Layers are found, and their facts
 * measured, by running it.
 * @param source a file (Node only), an address of one, a folder or the id of a model on the Hugging Face Hub
 * ("owner/name", or "owner/name/onnx/model.onnx"), the file's bytes, or them with the files beside it.
 * @throws InputError for a damaged or lying file, operators that are not interpreted (each named, with how often it stands
 * there), inputs that are given no numbers, and for what cannot be had.
 */
export async function loadOnnx(
  source: string | URL | Uint8Array | ArrayBuffer | OnnxFiles,
  options: LoadOnnxOptions,
): Promise<ModelAdapter> {
  checkNumber('sampleRate', options?.sampleRate, { above: 0, hint: 'an ONNX file does not say it' });
  return withModel(source, options, (opened) => build(opened, options));
}

async function build(opened: OpenedModel, options: LoadOnnxOptions): Promise<ModelAdapter> {
  const { thing, signal, bytes } = opened;
  const { opset, graph: stored } = readModel(bytes, thing);
  const fingerprint = fingerprintOf(opened);
  const graph = await withExternals(stored, fingerprint.beside);
  signal?.throwIfAborted();
  installOps();
  // constants are worked out there
  await keepingUsersBackend(() => initialiseBackend('cpu'));
  const keeper = createKeeper();
  try {
    return await modelOf({ graph, opset, fingerprint, keeper }, opened, options);
  } catch (error) {
    keeper.free();
    throw error;
  }
}

/** A file that was read, and what keeps its weights. */
interface ReadFile {
  readonly graph: Graph;
  readonly opset: number;
  readonly fingerprint: Fingerprint;
  readonly keeper: Keeper;
}

async function modelOf(
  { graph, opset, fingerprint, keeper }: ReadFile,
  { thing, signal, name: own }: OpenedModel,
  options: LoadOnnxOptions,
): Promise<ModelAdapter> {
  const { maxSamples = 65_536, prepare, sampleRate, name = own } = options;
  const { audio, others } = inputsOf(graph, options);
  const given = constantsOf(graph, keeper);
  for (const [name, value] of others) given.set(name, withWeight(value, keeper));
  const program = buildProgram(graph, { opset, keeper, thing, given, fed: [audio.name] });
  const listener = listenerOf(evaluatorOf(program), audio, prepare);
  const window = windowOf(options, audio.shape);
  const found = await findLayers(program, listener, { whole: window?.samples, maxSamples, thing });
  const every: OnnxNetwork = {
    listener,
    layers: chosenLayers(found.candidates, options.layers),
    batched: found.batched,
    window,
  };
  const layers = await measured(program, {
    network: every,
    found,
    isChosen: options.layers !== undefined,
    options: { maxSamples, signal },
  });
  const network = { ...every, layers: every.layers.filter(({ layer }) => Object.hasOwn(layers, layer)) };
  const settings = { sampleRate, window, inputs: options.inputs, layers: network.layers, prepare: prepare?.name };
  const info = {
    name,
    fingerprint: fingerprint.of(settings),
    sampleRate,
    minSamples: Math.max(...Object.values(layers).map(({ minSamples }) => minSamples)),
    layers,
  };
  return adapt(info, {
    padded: false,
    run: (audio, { edited, layers: asked }) =>
      hearLayers(network, audio, { asked, edited, frames: (layer) => frameCount(layers[layer]!, audio.shape[1]) }),
    free: () => keeper.free(),
  });
}
