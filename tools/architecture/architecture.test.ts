import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, sources } from './sources.js';

/** Who may import whom, top to bottom; tests may also use the laws, the toy model, the compiler and, behind core, tiny. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  ops: ['protocol'],
  param: ['protocol', 'ops'],
  transforms: ['protocol', 'ops'],
  objectives: ['protocol', 'ops'],
  compile: ['protocol', 'ops'],
  media: ['protocol'],
  checkpoints: ['protocol', 'ops'],
  'models-wav2vec2': ['protocol', 'ops', 'checkpoints'],
  'models-whisper': ['protocol', 'ops', 'checkpoints'],
  'models-ast': ['protocol', 'ops', 'checkpoints'],
  'models-tfjs': ['protocol', 'ops', 'checkpoints'],
  'models-onnx': ['protocol', 'ops', 'checkpoints'],
  sae: ['protocol', 'ops', 'checkpoints'],
  'wav2vec2-tiny': ['protocol', 'models-wav2vec2', 'sae'],
  core: ['protocol', 'ops', 'param', 'transforms', 'objectives', 'compile', 'media'],
  dataset: ['protocol', 'objectives', 'media', 'core'],
  evaluate: ['protocol', 'objectives', 'media', 'core', 'dataset'],
  atlas: ['protocol', 'media', 'core', 'dataset', 'evaluate'],
  audiate: [
    'protocol',
    'atlas',
    'checkpoints',
    'core',
    'dataset',
    'evaluate',
    'media',
    'models-ast',
    'models-onnx',
    'models-tfjs',
    'models-wav2vec2',
    'models-whisper',
    'sae',
    'wav2vec2-tiny',
  ],
};

test('every package is placed', () => {
  expect(new Set(sources.map((source) => source.package))).toEqual(
    new Set(Object.keys(ALLOWED).filter((name) => sources.some((source) => source.package === name))),
  );
});

test('packages import only those above them', () => {
  const wrong = sources.flatMap(({ package: name, path, text }) =>
    [...text.matchAll(/from '@audiate\/([\w-]+)(\/testing)?'/g)]
      .filter(([, imported]) => !(imported === 'compile' && path.endsWith('.test.ts')))
      .filter(
        ([, imported]) =>
          !(
            imported === 'wav2vec2-tiny' &&
            ['dataset', 'evaluate', 'atlas'].includes(name) &&
            /^src\/testing\/|\.test\.ts$/.test(path)
          ),
      )
      .filter(([, imported]) => imported !== name && !ALLOWED[name]!.includes(imported!))
      .map(([statement]) => `${name}/${path}: ${statement}`),
  );
  expect(wrong).toEqual([]);
});

test('no file imports itself round a circle, not even for types', () => {
  const imports = new Map(
    sources.map((source) => [
      join(source.package, source.path),
      importsOf(source).map((to) => join(source.package, to)),
    ]),
  );
  const circles: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    else if (!finished.has(file)) for (const next of imports.get(file) ?? []) visit(next, [...trail, file]);
    finished.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

test("only ops, compile and core's engines touch TensorFlow.js internals", () => {
  const internals = /\btf\.(engine\(\)|registerKernel|registerGradient|unregisterKernel|getKernel|registerBackend)/;
  const wrong = sources
    .filter(
      ({ package: name, path }) =>
        !['ops', 'compile'].includes(name) && !(name === 'core' && path.startsWith('src/engines/')),
    )
    .filter(({ path, text }) => !path.includes('.test.') && internals.test(text))
    .map(({ package: name, path }) => `${name}/${path}`);
  expect(wrong).toEqual([]);
});

test('protocol imports TensorFlow.js for types alone: in a bundle for Node it lends a require before that is evaluated', () => {
  const wrong = sources
    .filter(({ package: name, path }) => name === 'protocol' && !path.includes('.test.') && !path.includes('testing/'))
    .filter(({ text }) => /^import (?!type)[^;]*'@tensorflow\/tfjs'/m.test(text))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test('source files stay one idea each: at most 200 lines', () => {
  const long = sources
    .filter(({ path }) => !/\.test\.ts$|-data\.ts$/.test(path))
    .map(({ package: name, path, text }) => ({ file: `${name}/${path}`, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > 200);
  expect(long).toEqual([]);
});
