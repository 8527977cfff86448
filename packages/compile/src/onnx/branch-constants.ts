import { joinBytes } from '@audiate/protocol';
import { createMessage } from './protobuf.js';
import { type Field, fieldsOf } from './read-protobuf.js';

/** Where ONNX keeps what leads to a branch's constants: the model's graph, its nodes, their attributes, a branch, constants. */
const [GRAPH, NODE, ATTRIBUTE, BRANCH, CONSTANT] = [7, 1, 5, 6, 5];
/** A constant's name. */
const NAME = 8;

/**
 * A model as ONNX Runtime saves it, so that it can be loaded again: it writes each constant of a branch twice (1.30), into the
 * file and beside it, and refuses two of one name. The later one stays.
 */
export function withoutDoubles(model: Uint8Array): Uint8Array {
  return within([GRAPH, NODE, ATTRIBUTE, BRANCH], model);
}

/** A message with what lies along a path of fields changed; at its end, a branch. */
function within([next, ...path]: readonly number[], bytes: Uint8Array): Uint8Array {
  if (next === undefined) return branchOf(bytes);
  const message = createMessage();
  for (const { number, whole, contents } of fieldsOf(bytes)) {
    if (number === next && contents) message.bytes(next, within(path, contents));
    else message.raw(whole);
  }
  return joinBytes(message.parts);
}

function branchOf(bytes: Uint8Array): Uint8Array {
  const fields = fieldsOf(bytes);
  const constants = fields.filter(({ number }) => number === CONSTANT);
  const last = new Map(constants.map((field) => [nameOf(field), field]));
  const kept = fields.filter((field) => field.number !== CONSTANT || last.get(nameOf(field)) === field);
  return joinBytes(kept.map(({ whole }) => whole));
}

function nameOf({ contents }: Field): string {
  const name = contents && fieldsOf(contents).find(({ number }) => number === NAME)?.contents;
  return new TextDecoder().decode(name);
}
