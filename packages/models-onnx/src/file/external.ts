import { checkPlainName } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';
import type { Attribute, Graph, Node } from './graph.js';
import type { StoredConstant } from './tensor.js';

/** Opens a file beside the model, by its plain name; undefined where there is none. */
export type OpenBeside = (
  name: string,
) => Promise<{ readonly size: number; read(start: number, length: number): Promise<Uint8Array> } | undefined>;

/**
 * The graph with every constant that lies beside the model read.
 * @throws InputError for a place outside the model's own folder, a file that is not there, and bytes behind its end.
 */
export async function withExternals(graph: Graph, open: OpenBeside): Promise<Graph> {
  const files = new Map<string, ReturnType<OpenBeside>>();
  const read = async (constant: StoredConstant): Promise<StoredConstant> => {
    const { name, shape, external } = constant;
    if (!external) return constant;
    const { location, offset, length } = external;
    const file = checkPlainName(`the place of constant ${show(name)}`, location);
    const opening = files.get(file) ?? open(file);
    files.set(file, opening);
    const found = await opening;
    if (!found) throw new InputError(`constant ${show(name)} lies in ${show(file)}, which is not beside the model`);
    if (offset + length > found.size) {
      throw new InputError(
        `constant ${show(name)} lies at ${offset} to ${offset + length} of ${show(file)}, which has ${found.size} bytes`,
      );
    }
    const bytes = await found.read(offset, length);
    return { name, shape, read: () => constant.read(bytes) };
  };
  const ofAttribute = async (attribute: Attribute): Promise<Attribute> => ({
    ...attribute,
    ...(attribute.tensor ? { tensor: await read(attribute.tensor) } : {}),
    ...(attribute.graph ? { graph: await ofGraph(attribute.graph) } : {}),
  });
  const ofNode = async (node: Node): Promise<Node> => {
    if (![...node.attributes.values()].some(({ tensor, graph }) => tensor?.external || graph)) return node;
    const attributes = new Map<string, Attribute>();
    for (const [name, attribute] of node.attributes) attributes.set(name, await ofAttribute(attribute));
    return { ...node, attributes };
  };
  const ofGraph = async (own: Graph): Promise<Graph> => {
    const constants: StoredConstant[] = [];
    for (const constant of own.constants) constants.push(await read(constant));
    const nodes: Node[] = [];
    for (const node of own.nodes) nodes.push(await ofNode(node));
    return { ...own, constants, nodes };
  };
  return ofGraph(graph);
}
