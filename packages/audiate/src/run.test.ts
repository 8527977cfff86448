import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './run.js';
import { ran, remembering, SHORT } from './testing/ran.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('render leaves sounds and a page, one line each', async () => {
  const out = join(folder, 'phones');
  const {
    code,
    out: lines,
    err,
  } = await ran('render', 'tiny', 'logit:IY', 'encoder.2:3-4', 'encoder.2:3', '--out', out, ...SHORT);
  expect([code, err]).toEqual([0, []]);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^logit\(IY\) {2}-?\d+\.\d{3} {2}.*logit-iy\.wav$/);
  expect(lines.at(-1)).toBe(`open ${join(out, 'index.html')} and listen`);
  const files = await readdir(out);
  expect(files.filter((file) => file.endsWith('.wav'))).toHaveLength(3);
  expect(await readFile(join(out, 'index.html'), 'utf8')).toContain('logit(IY)');
});

test('an interrupted render says so, and the same command goes on', async () => {
  const out = join(folder, 'interrupted');
  const argv = ['render', 'tiny', 'encoder.1:0-2', '--batch', '1', '--out', out, '--json', ...SHORT];
  const { out: before, err, terminal } = remembering((_, controller) => controller.abort());
  expect(await run(argv, terminal)).toBe(130);
  expect(err).toEqual(['stopped with 1 of 3 finished; the same command goes on from there']);
  const { code, out: lines } = await ran(...argv);
  expect(code).toBe(0);
  const targets = lines.map((line) => JSON.parse(line));
  expect(targets.map(({ target }) => target)).toEqual([0, 1, 2].map((unit) => `channel(encoder.1, ${unit})`));
  expect(targets[0]).toEqual(JSON.parse(before[0]!));
});

test('layers lists what can be climbed, as a table and as JSON', async () => {
  const { code, out } = await ran('layers', 'tiny');
  expect(code).toBe(0);
  expect(out.find((line) => line.startsWith('encoder.3 '))).toMatch(/^encoder\.3 +144 +20 +all$/);
  const { layers, sampleRate, vocabulary } = JSON.parse((await ran('layers', 'tiny', '--json')).out[0]!);
  expect([sampleRate, vocabulary.includes('IY')]).toEqual([16_000, true]);
  expect(layers).toContainEqual({ layer: 'encoder.3', units: 144, everyMs: 20, hearsMs: 'all' });
});

test('replay makes the sound of a recipe again, bit for bit', async () => {
  const out = join(folder, 'replayed');
  await ran('render', 'tiny', 'encoder.2:5', '--out', join(folder, 'made'), ...SHORT);
  const record = join(folder, 'made', 'channel-encoder-2-5.json');
  const { recipe } = JSON.parse(await readFile(record, 'utf8'));
  await writeFile(join(folder, 'recipe.json'), JSON.stringify(recipe));
  const wav = (path: string) => readFile(join(folder, path));
  for (const file of [record, join(folder, 'recipe.json')]) {
    await rm(out, { recursive: true, force: true });
    expect((await ran('replay', file, 'tiny', '--out', out)).code).toBe(0);
    expect(await wav('replayed/audio.wav')).toEqual(await wav('made/channel-encoder-2-5.wav'));
  }
  const { out: lines, err, terminal, stop } = remembering();
  const stopped = join(folder, 'stopped');
  stop();
  expect(await run(['replay', record, 'tiny', '--out', stopped], terminal)).toBe(130);
  expect(lines).toEqual([]);
  expect(err).toHaveLength(1);
  await expect(readdir(stopped)).rejects.toThrow('ENOENT');
});

const SPEECH = fileURLToPath(new URL('../../../packages/wav2vec2-tiny/evaluation', import.meta.url));

test('top finds the moments of recordings that drive a unit, and goes on with what was scanned', async () => {
  const out = join(folder, 'top');
  const argv = ['top', 'tiny', 'encoder.2:5-6', '--clips', SPEECH, '--out', out, '--count', '2'];
  const { code, out: lines, err } = await ran(...argv);
  expect([code, err]).toEqual([0, []]);
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/^encoder\.2:5 {2}-?\d+\.\d{3} {2}\S+\.wav at \d+\.\d\d s$/);
  expect(await readFile(join(out, 'index.html'), 'utf8')).toContain('<audio');
  const { out: again } = await ran(...argv, '--json');
  const [{ layer, unit, top }] = again.map((line) => JSON.parse(line));
  expect([layer, unit, top.length]).toEqual(['encoder.2', 5, 2]);
  expect(top[0].value).toBeGreaterThanOrEqual(top[1].value);
});

test('transcribe writes down what is heard', async () => {
  const { code, out } = await ran('transcribe', 'tiny', join(SPEECH, 'flite-awb.wav'), join(SPEECH, 'flite-kal16.wav'));
  expect(code).toBe(0);
  expect(out).toHaveLength(2);
  expect(out[0]).toMatch(/flite-awb\.wav {2}([A-Z]+ ){3,}/);
});

test.each([
  [
    ['render', 'tiny', 'encoder.9:1'],
    1,
    /^unknown layer of tiny "encoder\.9"; nearest are encoder\.0 … encoder\.3; audiate layers lists all$/,
  ],
  [['render', 'tiny', 'loud'], 1, /^can't read the target "loud"; write it as encoder\.3:17/],
  [['render', 'no/such/folder/here', 'logit:IY'], 1, /no\/such\/folder\/here/],
  [['replay', 'nothing.json', 'tiny'], 1, /^the recipe "nothing\.json" can't be read \(ENOENT\)/],
  [['top', 'tiny', 'encoder.2:5', '--clips', 'no/such/clips'], 1, /no\/such\/clips/],
  [['top', 'tiny', 'logit:IY', '--clips', '.'], 1, /can't read the unit of "logit:IY"/],
  [['top', 'tiny', 'encoder.2:5'], 2, /required option '--clips/],
  [['transcribe', 'tiny', 'nothing.wav'], 1, /nothing\.wav/],
  [
    ['render', 'tiny', 'logit:IY', '--engine', 'cpu', '--precision', 'i8'],
    1,
    /--precision is for the engine onnxruntime/,
  ],
  [['scan', 'tiny', 'encodr.2', '--clips', '.'], 1, /^unknown layer of tiny "encodr\.2"; nearest is encoder\.2/],
  [['card', 'tiny'], 1, /^card takes targets to render, or --of a folder of sounds; give one of them$/],
  [['card', 'tiny', 'logit:IY', '--of', 'x'], 1, /^card takes targets/],
  [['card', 'tiny', '--of', 'x', '--out', 'y'], 1, /^--out is for targets that are rendered; .*: leave it out$/],
  [['card', 'tiny', '--of', 'x', '--force'], 1, /^--force is for targets/],
  [['card', 'tiny', '--of', 'x', '--steps', '64'], 1, /^--steps is for targets/],
  [['studio', '--dictionary', 'a'], 1, /^--dictionary is of a model that is named; name one, too$/],
  [['studio', 'tiny', '--dictionary-layer', 'conv.1'], 1, /^--dictionary-layer is the layer of a --dictionary/],
  [['studio', 'tiny', '--dictionary', 'no/such/folder'], 1, /no\/such\/folder/],
  [['studio', '--port', '99999'], 2, /must be a whole number from 0 to 65535/],
  [['card', 'tiny', '--of', 'no/sounds'], 1, /^can't read the folder "no\/sounds" \(ENOENT\)/],
  [['sweep', 'tiny', 'logit:IY', '--param', 'spectrum,wave'], 2, /Allowed choices are spectrum, pyramid, stft/],
  [
    ['sweep', 'tiny', 'logit:IY', '--seeds', '10001'],
    1,
    /^the sweep has 10001 combinations, more than 10000; split it$/,
  ],
  [
    ['render', 'tiny', 'logit:IY', '--param', 'cppn', '--prior', 'pink', '--out', 'nowhere'],
    1,
    /^the param cppn has no prior/,
  ],
  [['render', 'tiny', 'logit:IY', '--transforms', 'loud'], 2, /Allowed choices are clean, standard, none/],
  [
    ['render', 'tiny', 'logit:IY', '--penalty', 'hiss'],
    2,
    /Allowed choices are crest, edges, .* each perhaps with =weight/,
  ],
  [['render', 'tiny', 'logit:IY', '--penalty', 'energy=much'], 2, /Its weight must be a number, as in energy=30/],
  [['render', 'tiny', 'logit:IY', '--at', 'dawn'], 2, /must be center, or a time in milliseconds/],
  [['render', 'tiny', 'logit:IY', '--concurrency', 'all'], 2, /must be auto, or a whole number from 1/],
  [['render', 'tinyB', 'features:1'], 1, /^tinyB has no dictionary of its own; name one by --dictionary$/],
  [
    ['render', 'tiny', 'logit:IY', '--dictionary-layer', 'conv.1'],
    1,
    /^--dictionary-layer is the layer of a --dictionary/,
  ],
  [['export', 'activations', 'tiny', 'x', '--clips', 'a', '--out', '.'], 1, /^there is a file "\." already/],
  [['export', 'table', 'no/sounds'], 1, /^can't read the folder "no\/sounds"/],
  [['completion', 'tcsh'], 2, /Allowed choices are bash, zsh, fish/],
  [['rendr'], 2, /unknown command 'rendr'/],
  [['render', 'tiny'], 2, /missing required argument 'target'/],
  [['render', 'tiny', 'logit:IY', '--steps', 'many'], 2, /must be a whole number from 1/],
  [['render', 'tiny', 'logit:IY', '--engine', 'fast'], 2, /Allowed choices are auto, onnxruntime/],
  [['render', 'tiny', 'logit:IY', '--engine', 'cpu', '--device', 'cuda'], 2, /cannot be used with/],
])('%j ends with %d and one sentence', async (argv, code, message) => {
  const ended = await ran(...argv);
  expect(ended.code).toBe(code);
  expect(ended.out).toEqual([]);
  expect(ended.err.join('\n')).toMatch(message);
});

test('help has examples, and help and version end well', async () => {
  const { code, out } = await ran('--help');
  expect(code).toBe(0);
  expect(out.join('\n')).toContain('audiate render tiny logit:IY');
  expect((await ran('--version')).code).toBe(0);
});

test.each([
  ...['render', 'sweep', 'scan', 'top', 'card', 'transcribe', 'layers', 'replay', 'completion', 'doctor'].map(
    (name) => [name],
  ),
  ...['activations', 'labels', 'loop', 'table'].map((name) => ['export', name]),
])('the help of %s %s has examples', async (...path) => {
  const { code, out } = await ran(...path, '--help');
  expect(code).toBe(0);
  expect(out.join('\n')).toMatch(new RegExp(`Examples:\n.*audiate ${path.join(' ')}`));
});

test('doctor says which engines start, why others do not, and what to install', async () => {
  const { code, out } = await ran('doctor', '--json');
  const { best, engines } = JSON.parse(out[0]!);
  expect(code).toBe(0);
  expect(best).toBe('onnxruntime');
  const starts = Object.fromEntries(
    engines.map(({ engine, starts }: { engine: string; starts: boolean }) => [engine, starts]),
  );
  expect(starts).toMatchObject({ onnxruntime: true, wasm: true, cpu: true });
});
