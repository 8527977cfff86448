import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tiny } from '@audiate/wav2vec2-tiny';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { paramOf, transformsOf } from '../../../../packages/audiate/src/flags/parts.js';
import { penalty, withPenalties } from '../../../../packages/audiate/src/flags/penalty.js';
import { program } from '../../../../packages/audiate/src/program.js';
import { objectivesOf } from '../../../../packages/audiate/src/target/objectives-of.js';
import { parseTarget } from '../../../../packages/audiate/src/target/parse-target.js';
import { ENGINES, PARAMS, PENALTIES, TRANSFORMS } from '../state/choices.js';
import { type Form, START } from '../state/form.js';
import { partsOf } from '../worker/parts-of.js';
import { commandOf } from './command.js';
import { shellWord } from './quote.js';
import { typescriptOf } from './typescript.js';

const made: unknown[][] = [];
vi.mock('@audiate/core', async (original) => ({
  ...(await original<object>()),
  render: async (...given: unknown[]) => made.push(given),
  save: async () => {},
}));

// Within the repository, whose packages it imports.
const folder = join(import.meta.dirname, '../../../../out/code-panel');
const file = join(folder, 'program.ts');
beforeAll(() => mkdir(folder, { recursive: true }));
afterAll(() => rm(folder, { recursive: true }));

const TINY_FEATURES = join(import.meta.dirname, '../../../../packages/wav2vec2-tiny/models/tiny-features');
const TINY = { loader: 'embedded', sampleRate: 16_000 } as const;
const form = (part: Partial<Form>): Form => ({ ...START, ...part });
const choices: [string, Form][] = [
  ['as it begins', START],
  ['a unit', form({ target: { kind: 'unit', layer: 'encoder.1', unit: 17 }, seed: 3, steps: 5, seconds: 0.3 })],
  ['a word with quotes', form({ target: { kind: 'word', text: `it's "\\n" \u2028` } })],
  ...(Object.keys(PARAMS) as Form['param'][]).map((param): [string, Form] => [param, form({ param })]),
  ...(Object.keys(TRANSFORMS) as Form['transforms'][]).map((transforms): [string, Form] => [
    transforms,
    form({ transforms }),
  ]),
  ...(Object.keys(ENGINES) as Form['engine'][]).map((engine): [string, Form] => [engine, form({ engine })]),
  ...(Object.keys(PENALTIES) as (keyof Form['penalties'])[]).map((name): [string, Form] => [
    name,
    form({ penalties: { ...START.penalties, [name]: 2.5 } }),
  ]),
];

/** What a render was given, by the specs of its parts. */
function specs(objective: Form | unknown, options: object) {
  const { terms } = objective as { terms: { weight: unknown; term: { spec: unknown } }[] };
  const plain = Object.entries(options).map(([name, value]) => [name, value?.spec ?? value]);
  return { terms: terms.map(({ weight, term }) => [weight, term.spec]), options: Object.fromEntries(plain) };
}

test.each(choices)('the program of %s renders what the worker renders', async (name, given) => {
  await writeFile(file, typescriptOf(given, TINY));
  made.length = 0;
  vi.resetModules();
  await import(/* @vite-ignore */ `${file}?${encodeURIComponent(name)}`);
  const [[model, objective, options]] = made as [[{ name: string }, unknown, object]];
  const wanted = partsOf(given);
  expect(model.name).toBe('tiny');
  expect(specs(objective, options)).toEqual(specs(wanted.objective, wanted.options));
});

test('the program names the loader and the package of other models', () => {
  const hub = form({ model: 'facebook/wav2vec2-base' });
  expect(typescriptOf(hub, { ...TINY, loader: 'loadWav2Vec2' })).toContain(
    "const model = await loadWav2Vec2('facebook/wav2vec2-base');",
  );
  const tfjs = form({ model: 'file:keyword' });
  expect(typescriptOf(tfjs, { loader: 'loadTfjs', sampleRate: 8000 })).toContain(
    `import { loadTfjs } from '@audiate/models-tfjs';\n\nconst model = await loadTfjs('./keyword', { sampleRate: 8000 });`,
  );
  const onnx = form({ model: "file:it's.onnx" });
  expect(typescriptOf(onnx, { loader: 'loadOnnx', sampleRate: 8000 })).toContain(
    `import { loadOnnx } from '@audiate/models-onnx';\n\nconst model = await loadOnnx('./it\\'s.onnx', { sampleRate: 8000 });`,
  );
});

test('program and command put a dictionary on the model', async () => {
  const dictionary = { of: 'tiny', source: 'file:tiny-features', layer: 'encoder.2' };
  const target = { kind: 'unit', layer: 'encoder.2.features', unit: 404 } as const;
  const given = form({ model: 'file:tiny with tiny-features', target });
  const text = typescriptOf(given, { ...TINY, dictionary });
  expect(text).toContain("withDictionary(await tiny(), 'encoder.2', await loadDictionary('./tiny-features'))");
  await writeFile(file, text.replace("'./tiny-features'", JSON.stringify(TINY_FEATURES)));
  made.length = 0;
  vi.resetModules();
  await import(/* @vite-ignore */ `${file}?dictionary`);
  const [[model]] = made as [[{ name: string; layers: object }]];
  expect([model.name, Object.keys(model.layers)]).toEqual([
    'tiny with tiny-features',
    expect.arrayContaining(['encoder.2.features']),
  ]);
  const { line } = commandOf(given, { ...TINY, dictionary });
  expect(line).toMatch(
    /^npx audiate render tiny encoder\.2\.features:404 .* --dictionary \.\/tiny-features --dictionary-layer encoder\.2$/,
  );
});

test.each(choices)('the command of %s asks the command line for what the worker renders', async (_, given) => {
  const { line, leftOut } = commandOf(given, TINY);
  const [npx, audiate, render, model, target, ...flags] = wordsOf(line);
  expect([npx, audiate, render, model]).toEqual(['npx', 'audiate', 'render', 'tiny']);
  const told = new Map(flags.flatMap((flag, i) => (i % 2 === 0 ? [[flag, flags[i + 1]!] as const] : [])));
  const text = told.get('--penalty');
  const [own] = objectivesOf(await tiny(), [parseTarget(target!)]);
  const objective = withPenalties(own!, text === undefined ? [] : [penalty(text)]);
  const { param = 'spectrum', transforms = 'clean' } = {
    param: told.get('--param'),
    transforms: told.get('--transforms'),
  };
  const wanted = partsOf(given);
  const settings = {
    steps: Number(told.get('--steps')),
    seconds: Number(told.get('--seconds')),
    seed: Number(told.get('--seed')),
    ...(told.has('--param') && { param: paramOf(param as never) }),
    ...(told.has('--transforms') && { transforms: transformsOf(transforms as never) }),
    ...(told.has('--engine') && { engine: told.get('--engine') }),
  };
  const { transforms: shaken, ...rest } = wanted.options;
  expect(specs(objective, settings)).toEqual(
    specs(wanted.objective, leftOut.length > 0 ? rest : { ...rest, ...(shaken && { transforms: shaken }) }),
  );
  expect(leftOut).toHaveLength(given.transforms === 'room' ? 1 : 0);
});

test('flags of the command are flags of the command line', () => {
  const silent = { print: () => {}, error: () => {}, isInteractive: false, signal: new AbortController().signal };
  const render = program(silent, () => {}).commands.find((command) => command.name() === 'render')!;
  const known = render.options.map(({ long }) => long);
  const every = form({
    model: 'file:x.onnx',
    engine: 'wasm',
    param: 'stft',
    transforms: 'none',
    penalties: { ...START.penalties, crest: 1 },
  });
  const { line } = commandOf(every, { loader: 'loadOnnx', sampleRate: 8000 });
  const flags = [...line.matchAll(/--[\w-]+/g)].map(([flag]) => flag);
  expect(flags).toHaveLength(8);
  for (const flag of flags) expect(known).toContain(flag);
});

test('a word of a shell stays one word', () => {
  expect(shellWord('encoder.3:17')).toBe('encoder.3:17');
  expect(wordsOf(shellWord(`a'b "c" $(d) \`e\`; f`))).toEqual([`a'b "c" $(d) \`e\`; f`]);
});

/** The words of a line of a POSIX shell that has bare and single-quoted words and `\'`. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\'/g, (_, inside?: string) => inside ?? "'"),
  );
}
