import { inNode, nodeModule } from './node.js';

/**
 * Lends `require` to an ES module that a bundler made for Node: TensorFlow.js's build for Node asks for Node's modules by
 * it when it is evaluated, and esbuild looks for a global one. Gone again as soon as the bundle is evaluated, which no
 * microtask interrupts. Does nothing where this package is not in a bundle, or there is a `require`.
 */
export function lendRequire(): void {
  const scope = globalThis as { require?: unknown };
  if (!inNode || !inBundle() || scope.require !== undefined) return;
  const own = nodeModule('node:path').join(process.cwd(), 'package.json');
  scope.require = nodeModule('node:module').createRequire(own);
  queueMicrotask(() => {
    delete scope.require;
  });
}

function inBundle(): boolean {
  const here: string | undefined = import.meta.url;
  return here !== undefined && !/\/protocol\/(dist\/index\.js|src\/[\w-]+\.ts)$/.test(here);
}
