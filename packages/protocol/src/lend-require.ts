import { inNode, nodeModule } from './node.js';

/**
 * Lends `require` to an ES module that a bundler made for Node: TensorFlow.js's build for Node asks for Node's modules by
 * it when it is evaluated, and esbuild looks for a global one. Gone again as soon as the bundle is evaluated, which no
 * microtask interrupts. Does nothing where this package is not in a bundle, or there is a `require`.
 */
export function lendRequire(): void {
  queueMicrotask(lend());
}

/**
 * Loads a package that asks for Node's modules by `require` when it is evaluated, such as one of CommonJS, on its first
 * need: there is a `require` as long as that takes, also in an ES module that a bundler made for Node.
 * @param load such as `() => import('mpg123-decoder')`.
 */
export async function withRequire<T>(load: () => Promise<T>): Promise<T> {
  const giveBack = lend();
  try {
    return await load();
  } finally {
    giveBack();
  }
}

/** How many have it lent at the moment. */
let lent = 0;

/** @returns what takes it back. */
function lend(): () => void {
  const scope = globalThis as { require?: unknown };
  if (!inNode || !inBundle() || (scope.require !== undefined && lent === 0)) return () => undefined;
  lent++;
  scope.require ??= nodeModule('node:module').createRequire(
    nodeModule('node:path').join(process.cwd(), 'package.json'),
  );
  return () => {
    if (--lent === 0) delete scope.require;
  };
}

function inBundle(): boolean {
  const here: string | undefined = import.meta.url;
  return here !== undefined && !/\/protocol\/(dist\/index\.js|src\/[\w-]+\.ts)$/.test(here);
}
