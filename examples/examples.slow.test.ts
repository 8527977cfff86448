import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostedLine } from '@audiate/checkpoints/internal/testing/hosted-model';
import { startHub } from '@audiate/checkpoints/internal/testing/hub-server';
import { convolutions } from '@audiate/models-onnx/internal/testing/small-models';
import { writeModel } from '@audiate/models-onnx/internal/testing/write-model';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'audiate-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
const run = (...args: string[]) =>
  spawnSync(process.execPath, [tsx, '--conditions=@audiate/source', ...args], { cwd: folder, encoding: 'utf8' });

const saves: [string, RegExp][] = [
  ['neuron', /best score \d+\.\d+ on onnxruntime/],
  ['feature', /best score \d+\.\d+ on onnxruntime/],
  ['channel', /best score \d+\.\d+/],
  ['diversity', /sample 3: \d+\.\d+/],
  ['custom-transform', /best score \d+\.\d+/],
  ['reliability', /verdict +excited[\s\S]*judge tinyB/],
];
test.each(saves)('%s prints a score and writes a page', (name, printed) => {
  const { status, stdout, stderr } = run(join(root, `examples/${name}.ts`));
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(printed);
  expect(existsSync(join(folder, 'out', name, 'index.html'))).toBe(true);
});

test('custom-objective keeps the first half ten times quieter', () => {
  const { status, stdout, stderr } = run(join(root, 'examples/custom-objective.ts'));
  expect(status, stderr).toBe(0);
  const [first, second] = [...stdout.matchAll(/(?:half|second) (\d+\.\d+)/g)].map(([, value]) => Number(value));
  expect(second!).toBeGreaterThan(10 * first!);
});

test('custom-model finds the tone that it was made for', () => {
  const { status, stdout, stderr } = run(join(root, 'examples/custom-model.ts'));
  expect(status, stderr).toBe(0);
  const hertz = Number(stdout.match(/(\d+) Hz/)![1]);
  expect(Math.abs(hertz - 1000)).toBeLessThan(60);
});

test('measured-model measures its facts and finds the tone that it was made for', () => {
  const { status, stdout, stderr } = run(join(root, 'examples/measured-model.ts'));
  expect(status, stderr).toBe(0);
  for (const fact of [
    'hop: 128',
    'offset: 0',
    'receptiveField: 384',
    'minSamples: 384',
    'channels: 5',
    'global: false',
  ]) {
    expect(stdout).toContain(fact);
  }
  const [, hertz, percent] = stdout.match(/loudest at (\d+) Hz, (\d+) %/)!;
  expect(hertz).toBe('1000');
  expect(Number(percent)).toBeGreaterThan(90);
});

test('onnx lists the layers of a file, and climbs a unit of one', () => {
  writeFileSync(join(folder, 'model.onnx'), writeModel(convolutions));
  const listed = run(join(root, 'examples/onnx.ts'), 'model.onnx', '8000');
  expect(listed.status, listed.stderr).toBe(0);
  expect(listed.stdout).toMatch(/^second: 6 channels, hop 10$/m);
  const climbed = run(join(root, 'examples/onnx.ts'), 'model.onnx', '8000', 'second', '2');
  expect(climbed.status, climbed.stderr).toBe(0);
  expect(climbed.stdout).toMatch(/^best score \d+\.\d+ of second, 2: open/);
});

test('progress-and-cancel ends as if never stopped', () => {
  const { status, stdout, stderr } = run(join(root, 'examples/progress-and-cancel.ts'));
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('aborted after 12 steps');
  expect(stdout).toContain('resumed and uninterrupted renders are the same');
});

test('sweep renders every unit, and run again finds them', () => {
  const first = run(join(root, 'examples/sweep.ts'), '3');
  expect(first.status, first.stderr).toBe(0);
  expect(first.stdout).toMatch(/3\/3 {2}channel\(conv\.5, 2\) {2}score \d+\.\d+ {2}0 s left/);
  expect(readdirSync(join(folder, 'out/sweep')).filter((file) => file.endsWith('.wav'))).toHaveLength(3);
  const again = run(join(root, 'examples/sweep.ts'), '3');
  expect(again.stdout.match(/ found$/gm)).toHaveLength(3);
});

test('from-hub shows a bar, and the next run fetches nothing', async () => {
  const hub = await startHub({ 'org/base': await hostedLine('base') });
  const env = { ...process.env, HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: join(folder, 'cache') };
  const script = [
    tsx,
    '--conditions=@audiate/source',
    join(root, 'examples/from-hub.ts'),
    'org/base',
    'encoder.0',
    '3',
  ];
  const fetched = () => hub.seen.filter(({ method, path }) => method === 'GET' && path.includes('safetensors')).length;
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, script, { cwd: folder, env });
    expect(stderr).toMatch(/model\.safetensors .* 100 % {2}\d+\.\d MB\/s {2}0 s left/);
    expect(stdout).toMatch(/best score -?\d+\.\d+ of org\/base/);
    const once = fetched();
    expect(once).toBeGreaterThan(0);
    await promisify(execFile)(process.execPath, script, { cwd: folder, env });
    expect(fetched()).toBe(once);
  } finally {
    await hub.close();
  }
});

test('whisper climbs a unit of a checkpoint of the Hub', async () => {
  const hub = await startHub({ 'org/whisper': await hostedLine('whisper') });
  const env = { ...process.env, HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: join(folder, 'cache') };
  const script = [
    tsx,
    '--conditions=@audiate/source',
    join(root, 'examples/whisper.ts'),
    'org/whisper',
    'encoder.1.ffn',
    '3',
  ];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, script, { cwd: folder, env });
    expect(stdout).toMatch(/best score -?\d+\.\d+ of org\/whisper/);
    expect(existsSync(join(folder, 'out/whisper/index.html'))).toBe(true);
  } finally {
    await hub.close();
  }
});

test('recording is read at the rate of the model', () => {
  const { status, stdout, stderr } = run(join(root, 'examples/recording.ts'));
  expect(status, stderr).toBe(0);
  expect(stdout).toBe('1.10 s at 44100 Hz, heard at 16000 Hz in 54 frames:\nTAENAHVKPLS\n');
});

test('the demo takes its options and refuses a bad one in one sentence', () => {
  const good = run(join(root, 'examples/demo/main.ts'), '--steps', '2', '--seed', '3', '--out', 'demo');
  expect(good.status, good.stderr).toBe(0);
  expect(readdirSync(join(folder, 'demo')).filter((file) => file.endsWith('.wav'))).toHaveLength(9);
  expect(readFileSync(join(folder, 'demo/index.html'), 'utf8')).toContain('It is of the phone UW');
  const bad = run(join(root, 'examples/demo/main.ts'), '--steps', 'many', '--out', 'never');
  expect(bad.status).toBe(1);
  expect(bad.stderr.trim()).toMatch(/^steps must be a whole number at least 1 and at most 1000000, got NaN$/m);
  expect(existsSync(join(folder, 'never'))).toBe(false);
  const unknown = run(join(root, 'examples/demo/main.ts'), '--volume', '11');
  expect(unknown.status).toBe(1);
  expect(unknown.stderr.trim().split('\n')).toHaveLength(1);
});
