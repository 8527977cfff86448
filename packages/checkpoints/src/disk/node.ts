import { InputError, inNode, nodeModule } from '@audiate/protocol';

/** The modules of Node that sources use. */
export type NodeModules = ReturnType<typeof modules>;

/**
 * Node's modules, asked for when they are needed: browsers have none.
 * @param thing what needs them. @throws InputError outside Node.
 */
export function nodeFor(thing: string): NodeModules {
  if (!inNode) throw new InputError(`${thing} can be read in Node only; pass an address or { config, weights } here`);
  return modules();
}

function modules() {
  return {
    fs: nodeModule('node:fs/promises'),
    path: nodeModule('node:path'),
    os: nodeModule('node:os'),
    crypto: nodeModule('node:crypto'),
  };
}
