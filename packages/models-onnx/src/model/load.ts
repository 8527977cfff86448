import { adapt } from '@audiate/checkpoints';
import { installOps } from '@audiate/ops';
import { checkNumber, type ModelAdapter } from '@audiate/protocol';
import { withExternals } from '../file/external.js';
import { readModel } from '../file/model.js';
import { evaluatorOf } from '../graph/evaluate.js';
import { buildProgram, constantsOf } from '../graph/program.js';
import { createKeeper } from '../graph/settings.js';
import { findLayers } from '../layers/find.js';
import { listenerOf } from '../layers/listen.js';
import { chosenLayers } from '../layers/names.js';
import { fingerprintOfModel } from './fingerprint.js';
import { inputsOf } from './inputs.js';
import { measured } from './measured.js';
import { evenly, hearLayers, type OnnxNetwork, type Window } from './network.js';
import type { LoadOnnxOptions } from './options.js';
import { type OnnxFiles, type OpenedModel, withModel } from './source.js';

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
  const { thing, signal } = opened;
  const { maxSamples = 65_536, prepare, sampleRate, name = opened.name } = options;
  const file = readModel(opened.bytes, thing);
  const graph = await withExternals(file.graph, opened.beside);
  signal?.throwIfAborted();
  installOps();
  const keeper = createKeeper();
  const { audio, others } = inputsOf(graph, options);
  const given = new Map([...constantsOf(graph, keeper), ...others]);
  const program = buildProgram(graph, { opset: file.opset, keeper, thing, given, fed: [audio.name] });
  const listener = listenerOf(evaluatorOf(program), audio, prepare);
  const window = windowOf(options, prepare ? undefined : lengthOf(audio.shape));
  const found = findLayers(program, listener, { whole: window?.samples, maxSamples, thing });
  const network: OnnxNetwork = {
    listener,
    layers: chosenLayers(found.candidates, options.layers),
    batched: found.batched,
    window,
  };
  const layers = await measured(program, { network, found, options: { maxSamples, signal } });
  const settings = { window, inputs: options.inputs, layers: network.layers, prepare: prepare?.name };
  const info = {
    name,
    fingerprint: fingerprintOfModel(opened, settings),
    sampleRate,
    minSamples: Math.max(...Object.values(layers).map(({ minSamples }) => minSamples)),
    layers,
  };
  return adapt(info, {
    padded: false,
    run: (audio, { edited, layers: asked }) => {
      const samples = audio.shape[1];
      return [
        ...hearLayers(network, audio, {
          asked,
          edited: (layer, value) => edited(layer, evenly(value, layers[layer]!, samples)),
        }),
      ];
    },
    free: () => keeper.free(),
  });
}

function windowOf({ window }: LoadOnnxOptions, fixed: number | undefined): Window | undefined {
  if (window) {
    const samples = checkNumber('window.samples', window.samples, { min: 1, integer: true });
    return { samples, hop: checkNumber('window.hop', window.hop ?? samples, { min: 1, integer: true }) };
  }
  return fixed === undefined ? undefined : { samples: fixed, hop: fixed };
}

/** The length of the sound that a file fixes. */
function lengthOf(shape: readonly (number | undefined)[] | undefined): number | undefined {
  if (!shape) return undefined;
  const lengths = shape.length === 3 && shape[2] === 1 && shape[1] !== 1 ? shape.slice(1, 2) : shape.slice(-1);
  return lengths[0];
}
