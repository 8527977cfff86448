import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as objectives from '@audiate/objectives';
import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RenderState } from '../record/state.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';
import { stateFromBytes, stateToBytes } from './state-bytes.js';
import { loadState, saveState } from './state-file.js';

const { model, options } = toy;
const objective = objectives.each([1, 4].map((channel) => objectives.neuron('filters', channel, { at: 2 })));
const several = { ...options, restarts: 2, snapshots: [0, 6], plateau: { steps: 8 } };
let folder: string;
let state: RenderState;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-state-'));
  const stop = new AbortController();
  const onStep = ({ restart, step }: { restart: number; step: number }) => {
    if (restart === 1 && step === 8) stop.abort();
  };
  ({ state } = await render(model, objective, { ...several, signal: stop.signal, onStep }));
});
afterAll(() => rm(folder, { recursive: true }));

test('what is read is what was written, NaN and -0 included, and goes on bit-equal', async () => {
  const file = join(folder, 'deep', 'er', 'render.state');
  const odd = {
    ...state,
    best: [
      { ...state.best[0]!, score: -0 },
      { ...state.best[1]!, score: -Infinity },
    ],
  };
  await saveState(odd, file);
  expect(await loadState(file)).toEqual(odd);
  expect(Object.values(state.history[0]!.terms)[0]![1]).toBeNaN();
  await saveState(state, file);
  expect(await readdir(join(folder, 'deep', 'er'))).toEqual(['render.state']);
  const resumed = await render(model, objective, { ...several, resume: await loadState(file) });
  const whole = await render(model, objective, several);
  expect(resumed).toEqual(whole);
});

test('a state of the format before is read, and goes on bit-equal', async () => {
  const resume = await loadState(join(import.meta.dirname, '../../../../fixtures/states/format-2.state'));
  expect([resume.restarts.length, resume.step]).toEqual([1, 2]);
  const same = { ...toy.options, steps: 4, every: 2, restarts: 2, snapshots: [1] };
  const resumed = await render(model, toy.objective, { ...same, resume });
  const whole = await render(model, toy.objective, same);
  expect(resumed.kept).toEqual(whole.kept);
  // The file was written with Node 20; another release of V8 may compute sines by another formula.
  if (process.version.startsWith('v20.')) expect(resumed.audio).toEqual(whole.audio);
});

test('a step can be saved on the way', async () => {
  const file = join(folder, 'way.state');
  const whole = await render(model, objective, {
    ...several,
    onStep: async (step) => {
      if (step.restart === 0 && step.step === 5) await saveState(step.state(), file);
    },
  });
  const saved = await loadState(file);
  expect([saved.step, saved.history.length]).toEqual([6, 6]);
  expect(await render(model, objective, { ...several, resume: saved })).toEqual(whole);
});

test('the layout is that of safetensors: header, then the arrays', async () => {
  const bytes = await stateToBytes(state);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const ends = Object.entries<{ data_offsets: number[] }>(header).flatMap(([name, { data_offsets }]) =>
    name === '__metadata__' ? [] : [data_offsets[1]!],
  );
  expect(Math.max(...ends)).toBe(bytes.length - 8 - length);
  expect(Object.values(header.__metadata__).every((text) => typeof text === 'string')).toBe(true);
});

test('refuses damaged and foreign bytes in one sentence', async () => {
  const bytes = await stateToBytes(state);
  const refused = [
    new Uint8Array(),
    new Uint8Array(7),
    new Uint8Array(64).fill(255),
    bytes.subarray(0, 100),
    bytes.subarray(0, bytes.length - 4),
    Uint8Array.of(...bytes, 0),
    new TextEncoder().encode('\x02\0\0\0\0\0\0\0{}'),
    edited(bytes, '"audiate state 3","sha256":"', '"audiate state 1","sha256":"'),
    await signed(edited(bytes, '\\"$array\\":0', '\\"$array\\":9e9')),
    await signed(edited(bytes, '"data_offsets":[0,', '"data_offsets":[-8,')),
    await signed(edited(bytes, ',"state":"{', ',"state":"{'.repeat(2))),
  ];
  for (const damaged of refused) {
    const failure = await stateFromBytes(damaged).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(/^this is no state that saveState wrote: [^\n]+$/);
  }
});

test('every flip of one bit is refused', async () => {
  const bytes = await stateToBytes(state);
  await stateFromBytes(bytes);
  const header = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const byte = fc.oneof(
    fc.integer({ min: 0, max: 200 }),
    fc.integer({ min: 0, max: header - 1 }),
    fc.nat(bytes.length - 1),
  );
  await fc.assert(
    fc.asyncProperty(byte, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const flipped = Uint8Array.from(bytes);
      flipped[at]! ^= 1 << bit;
      await expect(stateFromBytes(flipped)).rejects.toThrow(InputError);
    }),
    { numRuns: 1000 },
  );
});

test('reading leaves the bytes as they are, also in a Buffer', async () => {
  const bytes = Buffer.from(await stateToBytes(state));
  expect(await stateFromBytes(bytes)).toEqual(state);
  expect(await stateFromBytes(bytes)).toEqual(state);
});

test('a state of the format before is refused with what to do', async () => {
  const old = { __metadata__: { format: 'audiate state 1', state: JSON.stringify({ step: 0 }) } };
  const header = new TextEncoder().encode(JSON.stringify(old));
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  await expect(stateFromBytes(bytes)).rejects.toThrow(
    /an earlier version wrote it without a checksum; finish it with that version, or begin the render anew/,
  );
});

/** The bytes under the checksum that they should have: what only a program does, not a fault. */
async function signed(bytes: Uint8Array): Promise<Uint8Array> {
  const at = new TextDecoder('latin1').decode(bytes).indexOf('"sha256":"') + '"sha256":"'.length;
  const out = Uint8Array.from(bytes).fill(0x30, at, at + 64);
  out.set(Buffer.from(createHash('sha256').update(out).digest('hex'), 'latin1'), at);
  return out;
}

/** The bytes with a text in the header replaced. */
function edited(bytes: Uint8Array, before: string, after: string): Uint8Array {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  expect(text).toContain(before);
  const header = new TextEncoder().encode(text.replace(before, after));
  const out = new Uint8Array(8 + header.length + bytes.length - 8 - length);
  new DataView(out.buffer).setBigUint64(0, BigInt(header.length), true);
  out.set(header, 8);
  out.set(bytes.subarray(8 + length), 8 + header.length);
  return out;
}

test('files that are not there or not states are named', async () => {
  await expect(loadState(join(folder, 'none'))).rejects.toThrow(/^can't read a state from ".*none": ENOENT/);
  await writeFile(join(folder, 'text'), 'hello, this is no state');
  await expect(loadState(join(folder, 'text'))).rejects.toThrow(/can't read a state from ".*text": this is no state/);
  await expect(saveState(undefined as never, join(folder, 'x'))).rejects.toThrow(/needs the state of a result/);
  await expect(saveState(state, '')).rejects.toThrow(/file must be a path, got ""/);
});
