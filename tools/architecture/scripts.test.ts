import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scripts } from './scripts.js';
import { sources } from './sources.js';

const IMPORTED = /(?:\bfrom|\bimport\(?|\brequire\()\s*['"]([^'"]+)['"]/g;
const importedBy = (text: string): string[] => [...text.matchAll(IMPORTED)].map(([, name]) => name!);

/**
 * What tools, benchmarks and tests of examples may import of a package's inside, by the path `<package>/internal/`, which
 * only the condition `@audiate/source` resolves. What stands in a folder `testing` is for all of them.
 */
const INTERNALS: Readonly<Record<string, readonly string[]>> = {
  // The ablation takes parts off the compiler.
  'bench/ablated-parts.ts': ['compile'],
  // Products in bytes on a runtime that Node would not take, and what decides for them.
  'bench/precision/main.ts': ['compile'],
  'bench/precision/on-web.ts': ['compile'],
  // Places of units that no model has.
  'bench/atlas/places.ts': ['atlas'],
  // An engine without a render round it.
  'bench/eager.ts': ['core'],
  'bench/ops-per-step.test.ts': ['core'],
  'tools/libtensorflow/load.ts': ['core'],
  // A compiled graph, node by node, against the operators of a runtime.
  'tools/browser/operators.test.ts': ['compile'],
  'tools/browser/page/wholly-on-webgpu.ts': ['compile'],
  // The table of operations is written from the kernels.
  'tools/docs/docs.test.ts': ['compile'],
  'tools/docs/op-table.ts': ['compile'],
  // What a render would record, before it is made.
  'tools/report/batches.ts': ['core'],
  // Operators one by one, on the standard's own cases.
  'tools/onnx/node-cases.slow.test.ts': ['models-onnx'],
  'tools/onnx/run-node-case.ts': ['models-onnx'],
  // How a text is spelt, against transformers.
  'tools/goldens/spellings.test.ts': ['models-wav2vec2', 'objectives'],
  'tools/goldens/tokenizer-cases.test.ts': ['models-wav2vec2', 'objectives'],
};

test('tools, bench and examples import packages by name', () => {
  const wrong = scripts.flatMap(({ path, text }) =>
    importedBy(text)
      .filter((name) => name.startsWith('.') && join(path, '..', name).startsWith('packages/'))
      .map((name) => `${path}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('only those listed reach into a package, and all of these do', () => {
  const reached = scripts.flatMap(({ path, text }) =>
    importedBy(text).flatMap((name) => {
      const [, inside, rest] = /^@audiate\/([\w-]+)\/internal\/(.*)/.exec(name) ?? [];
      return inside && !rest!.startsWith('testing/') ? [`${path}: ${inside}`] : [];
    }),
  );
  const listed = Object.entries(INTERNALS).flatMap(([path, names]) => names.map((name) => `${path}: ${name}`));
  expect([...new Set(reached)].sort()).toEqual(listed.sort());
});

test('an example imports only public names', () => {
  const wrong = scripts
    .filter(({ path }) => path.startsWith('examples/') && !path.endsWith('.test.ts'))
    .flatMap(({ path, text }) => importedBy(text).map((name) => ({ path, name })))
    .filter(({ name }) => name.includes('/internal/'));
  expect(wrong).toEqual([]);
});

/** Files of packages that run in Node only, so that no bundler meets them: by what they are, not by choice. */
const NODE_ONLY: Readonly<Record<string, string>> = {
  'wav2vec2-tiny/src/embedded/folder.ts': 'this repository only; what is published holds the weights as code',
};

test("packages come by Node's modules through protocol's nodeModule, so that bundlers look for no stand-ins", () => {
  const own = sources.filter(({ path }) => !/\.test\.ts$|(^|\/)testing\//.test(path));
  const found = own
    // The command line is a program of Node's, and goes into no bundle.
    .filter((source) => source.package !== 'audiate')
    .filter(({ text }) =>
      importedBy(text.replace(/typeof import\([^)]*\)/g, '')).some((name) => name.startsWith('node:')),
    )
    .map((source) => `${source.package}/${source.path}`);
  expect(found.sort()).toEqual(Object.keys(NODE_ONLY).sort());
});

test('the patterns find what they are to find', () => {
  const text = `import a from 'x';\nimport 'y';\nconst z = await import('node:fs');\nexport { b } from "w";\nrequire('v')`;
  expect(importedBy(text)).toEqual(['x', 'y', 'node:fs', 'w', 'v']);
});
