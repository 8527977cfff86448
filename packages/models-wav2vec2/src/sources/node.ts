import { InputError } from '@audiate/protocol';

/** The modules of Node that sources use. */
export type NodeModules = Awaited<ReturnType<typeof importModules>>;

/** Whether this is Node, or what passes for it. */
export function inNode(): boolean {
  return typeof process !== 'undefined' && Boolean(process.versions?.node);
}

/**
 * Node's modules, imported when they are needed so that browsers never load them.
 * @param thing what needs them. @throws InputError outside Node.
 */
export async function importNode(thing: string): Promise<NodeModules> {
  if (!inNode()) throw new InputError(`${thing} can be read in Node only; pass an address or { config, weights } here`);
  return importModules();
}

async function importModules() {
  return {
    fs: await import('node:fs/promises'),
    path: await import('node:path'),
    os: await import('node:os'),
    crypto: await import('node:crypto'),
  };
}
