import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { operators } from '@audiate/models-onnx/internal/operators/registry';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { type NodeCase, numberOf, runNodeCase } from './run-node-case.js';

const run = promisify(execFile);
const PYTHON = process.env.AUDIATE_PYTHON ?? 'python3';
const FILE = '.cache/onnx/node-cases.json';
/** Where tools/onnx/requirements.txt may be installed to. */
const env = { ...process.env, PYTHONPATH: '.cache/onnx/python' };

/** Of values without numbers, which no sound gives. */
const EMPTY = /empty_set|zero_size/;

const here = await run(PYTHON, ['-c', 'import onnx'], { env }).then(
  () => true,
  () => false,
);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

if (!here)
  test.skip(`${PYTHON} lacks the package onnx, which makes the standard's cases (AUDIATE_PYTHON names another Python)`, () => {});
else {
  test("the standard's own cases are answered right or refused in a sentence", async () => {
    await mkdir('.cache/onnx', { recursive: true });
    await run(PYTHON, ['tools/onnx/node_cases.py', FILE], { env });
    const all = JSON.parse(await readFile(FILE, 'utf8')) as NodeCase[];
    const cases = all.filter(({ op, name }) => Object.hasOwn(operators, op) && !EMPTY.test(name));
    const wrong: string[] = [];
    let right = 0;
    for (const one of cases) {
      for (const isFed of [true, false]) {
        try {
          const found = runNodeCase(one, isFed);
          const differs = Object.entries(one.outputs).find(([name, expected]) => !agrees(found[name], expected));
          if (differs) wrong.push(`${one.name}: ${differs[0]}`);
          else right += 1;
        } catch (error) {
          if (!(error instanceof InputError)) wrong.push(`${one.name}: ${error}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(right).toBeGreaterThan(900);
  });
}

function agrees(
  found: { readonly shape: readonly number[]; readonly data: readonly number[] } | undefined,
  { shape, data }: NodeCase['outputs'][string],
): boolean {
  if (!found) return true; // an output that is not given here, which is told where it is read
  if (found.shape.join() !== shape.join()) return false;
  const numbers = data.map(numberOf);
  const largest = Math.max(1e-3, ...numbers.filter(Number.isFinite).map(Math.abs));
  return numbers.every(
    (number, i) => Object.is(found.data[i], number) || Math.abs(found.data[i]! - number) <= 2e-4 * largest,
  );
}
