import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { EngineChoice, EngineReport } from '@audiate/core';
import { describe, expect, test } from 'vitest';
import { type Alteration, alteredInstall, withText } from './altered-install.js';
import { otherNode } from './other-node.js';

const installed = process.env.TFJS_NODE!;
const script = fileURLToPath(new URL('try.ts', import.meta.url));

interface Tried {
  readonly engine: EngineReport;
  readonly score: number;
  readonly error?: string;
}

interface Setting {
  readonly node?: string;
  /** A package that the process imports before. */
  readonly imported?: string;
}

/** Renders in a process whose `NODE_PATH` is `modules`. */
async function tried(modules: string, engine: EngineChoice, setting: Setting = {}): Promise<Tried> {
  const { node = process.execPath, imported } = setting;
  const flags = ['--import', 'tsx', '--conditions=@audiate/source'];
  const given = [JSON.stringify(engine), ...(imported ? [imported] : [])];
  const { stdout, stderr } = await promisify(execFile)(node, [...flags, script, ...given], {
    env: { ...process.env, NODE_PATH: modules },
  });
  if (!imported) expect(stderr).not.toMatch(/already registered|already been set/);
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

async function triedAltered(alteration: Alteration, engine: EngineChoice): Promise<Tried> {
  const modules = alteredInstall(installed, alteration);
  try {
    return await tried(modules, engine);
  } finally {
    rmSync(dirname(modules), { recursive: true });
  }
}

const whole = dirname(dirname(installed));
const gpuBuild: Alteration = { name: '@tensorflow/tfjs-node-gpu' };
const gpuAbsent = { name: 'tensorflow', why: '@tensorflow/tfjs-node-gpu: not installed' };

describe('a whole install', () => {
  test('runs, and scores as the cpu engine does', async () => {
    const { engine, score } = await tried(whole, 'tensorflow');
    expect(engine.detail).toMatch(/^@tensorflow\/tfjs-node with TensorFlow 2\.\d+\.\d+ on the CPU, \d+ threads?$/);
    expect(score).toBeCloseTo((await tried(whole, 'cpu')).score, 4);
  });

  test('comes after onnxruntime where there is no GPU', async () => {
    const { engine } = await tried(whole, 'auto');
    expect(engine).toMatchObject({ name: 'onnxruntime', passedOver: [gpuAbsent] });
  });

  test.for(['22', '24'])('on Node %s, loaded by audiate and by the user', async (version, context) => {
    const node = await otherNode(version);
    if (!node) return context.skip(`Node ${version} can't be had here`);
    const expected = (await tried(whole, 'cpu')).score;
    for (const setting of [{ node }, { node, imported: installed }]) {
      const { engine, score } = await tried(whole, 'tensorflow', setting);
      expect(engine.detail).toMatch(/^@tensorflow\/tfjs-node with TensorFlow /);
      expect(score).toBeCloseTo(expected, 4);
    }
  });
});

describe('the GPU build where there is no GPU', () => {
  test('is passed over by the automatic choice', async () => {
    const { engine } = await triedAltered(gpuBuild, 'auto');
    const why = '@tensorflow/tfjs-node-gpu: it finds no GPU';
    expect(engine).toMatchObject({ name: 'onnxruntime', passedOver: [{ name: 'tensorflow', why }] });
  });

  test('runs on the CPU where it is asked for, and refuses a GPU', async () => {
    const { engine } = await triedAltered(gpuBuild, 'tensorflow');
    expect(engine.detail).toMatch(/^@tensorflow\/tfjs-node-gpu with TensorFlow \S+ on the CPU/);
    const { error } = await triedAltered(gpuBuild, { name: 'tensorflow', device: 'gpu:0' });
    expect(error).toMatch(/there is no gpu:0: TensorFlow finds no GPU/);
  });
});

describe('both packages, the GPU build broken', () => {
  const both: Alteration = { ...gpuBuild, native: () => undefined, beside: true };

  test('tfjs-node runs, and the reason of the other is told', async () => {
    const { engine } = await triedAltered(both, 'tensorflow');
    expect(engine.detail).toMatch(
      /^@tensorflow\/tfjs-node with .*; @tensorflow\/tfjs-node-gpu: its native part is missing/,
    );
  });

  test('a GPU that is asked for is refused for that reason', async () => {
    const { error } = await triedAltered(both, { name: 'tensorflow', device: 'gpu:0' });
    expect(error).toMatch(/\(tensorflow: @tensorflow\/tfjs-node-gpu: its native part is missing/);
  });
});

describe('a broken install', () => {
  const broken: Readonly<Record<string, readonly [Alteration, RegExp]>> = {
    'its scripts ignored': [
      { native: () => undefined },
      /: its native part is missing, as where install scripts are ignored; run npm rebuild @tensorflow\/tfjs-node/,
    ],
    'a shared object missing': [
      { libraries: false },
      /: its shared object libtensorflow\S*\.so\.2 is missing; run npm rebuild/,
    ],
    'another system library': [
      { native: withText('GLIBC_2.14', 'GLIBC_9.14') },
      /: it was built for a newer system library \(GLIBC_9\.14\); run npm rebuild \S+ --build-from-source/,
    ],
    'another machine': [
      { native: () => Buffer.from('MZ'.padEnd(4096)) },
      /: its native part was built for another machine; run/,
    ],
    'CUDA missing': [
      { native: withText('libtensorflow_cc.so.2', 'libcudart.so.11.0.100') },
      /: libcudart\.so\.11\.0\.100 of CUDA is missing; install the CUDA that it names/,
    ],
  };

  test.each(Object.entries(broken))('%s', async (_, [alteration, sentence]) => {
    const { error } = await triedAltered(alteration, 'tensorflow');
    expect(error).toMatch(
      /^InputError: engine "tensorflow" does not start here \(tensorflow: @tensorflow\/tfjs-node-gpu: /,
    );
    expect(error).toMatch(sentence);
    expect(error).not.toMatch(/\n/);
    const asGpuBuild = await triedAltered({ ...alteration, ...gpuBuild }, 'auto');
    expect(asGpuBuild.engine.name).toBe('onnxruntime');
    expect(asGpuBuild.engine.passedOver[0]!.why).toMatch(
      new RegExp(sentence.source.replace('tfjs-node/', 'tfjs-node-gpu/')),
    );
  });
});
