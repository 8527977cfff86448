import { InputError } from './errors.js';

/** Whether this is Node, or what passes for it (Deno, Bun), rather than a browser. */
export const inNode = typeof process !== 'undefined' && Boolean(process.versions?.node);

/** Node's own modules that audiate uses. */
interface NodeModules {
  readonly 'node:crypto': typeof import('node:crypto');
  readonly 'node:fs/promises': typeof import('node:fs/promises');
  readonly 'node:module': typeof import('node:module');
  readonly 'node:os': typeof import('node:os');
  readonly 'node:path': typeof import('node:path');
  readonly 'node:url': typeof import('node:url');
  readonly 'node:util': typeof import('node:util');
  readonly 'node:worker_threads': typeof import('node:worker_threads');
}

/**
 * One of Node's own modules, asked for when it is needed and so that no bundler sees it: a bundle for pages builds without
 * stand-ins, and one for Node in either module format.
 * @throws InputError where there is none: in browsers, and in Node before 20.16.
 */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] {
  const found = inNode ? process.getBuiltinModule?.(name) : undefined;
  if (found) return found as NodeModules[Name];
  throw new InputError(`there is no ${name} here, only in Node 20.16 or later`);
}

/** How files are read and written. */
export interface NodeFiles {
  readonly fs: NodeModules['node:fs/promises'];
  readonly path: NodeModules['node:path'];
}

/**
 * Node's files and paths.
 * @param fault what can't be done where there are none, such as `can't write to the folder "out"`.
 * @throws InputError that begins with `fault`, outside Node.
 */
export function nodeFiles(fault: string): NodeFiles {
  try {
    return { fs: nodeModule('node:fs/promises'), path: nodeModule('node:path') };
  } catch (cause) {
    throw new InputError(`${fault}: there is no file system here, only in Node`, { cause });
  }
}

/**
 * Node's `require` as a module of a package has it; as the program's folder has it where the module is in a bundle.
 * @param name what is to be found, such as a package that is installed beside.
 * @param moduleUrl the module's `import.meta.url`, undefined in a bundle of CommonJS.
 * @returns its path, undefined where it is not installed.
 */
export function resolveInNode(name: string, moduleUrl: string | undefined): string | undefined {
  const { createRequire } = nodeModule('node:module');
  for (const from of [moduleUrl, nodeModule('node:path').join(process.cwd(), 'package.json')]) {
    try {
      if (from) return createRequire(from).resolve(name);
    } catch {
      // Not from there.
    }
  }
  return undefined;
}
