import { InputError } from '@audiate/protocol';
import { type Graph, readGraph } from './graph.js';
import { readFields } from './wire.js';

/** An ONNX model as its file has it, its constants not yet decoded. */
export interface OnnxFile {
  /** The version of ONNX's own operators. */
  readonly opset: number;
  readonly graph: Graph;
}

/** The versions of ONNX's operators that are read: what the exporters of PyTorch and TensorFlow write. */
const OPSETS = [9, 24] as const;

/**
 * A ModelProto.
 * @param thing what errors call the bytes.
 * @throws InputError for bytes that are no ONNX model, or damaged, and for another version of the operators.
 */
export function readModel(bytes: Uint8Array, thing: string): OnnxFile {
  const fields = readFields(bytes, thing);
  const graph = fields.message(7);
  if (!graph) throw new InputError(`${thing} is no ONNX model, or damaged: it has no graph`);
  if (fields.messages(25).length > 0) {
    throw new InputError(
      `${thing} has functions of its own, which cannot be read; export it with its functions inlined`,
    );
  }
  const sets = fields.messages(8).filter((set) => ['', 'ai.onnx'].includes(set.text(1)));
  const opset = Math.max(0, ...sets.map((set) => set.integer(2)));
  const [least, most] = OPSETS;
  if (opset < least || opset > most) {
    throw new InputError(
      `${thing} has version ${opset} of ONNX's operators; versions ${least} to ${most} are read: export it with opset_version=17`,
    );
  }
  return { opset, graph: readGraph(graph) };
}
