import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Runnable } from './guarded.js';

let warned: string[];
let guarded: typeof import('./guarded.js').guarded;
beforeEach(async () => {
  vi.resetModules();
  ({ guarded } = await import('./guarded.js'));
  warned = [];
  vi.spyOn(process, 'emitWarning').mockImplementation((said) => {
    warned.push(String(said));
  });
});
afterEach(() => vi.restoreAllMocks());

/** Programs that double, on a device that does as it is told; all of them are one program there. */
function programs(
  onDevice: (x: number) => number[] | Promise<number[]>,
  loads: (on: 'device' | 'processor') => void = () => {},
) {
  const onIt = {};
  const held = { device: 0, processor: 0, loaded: 0 };
  const load = async (on: 'device' | 'processor'): Promise<Runnable> => {
    loads(on);
    held[on] += 1;
    held.loaded += 1;
    return {
      found: held.loaded > 1,
      program: on === 'device' ? onIt : {},
      async run({ x }) {
        const asked = x![0] as number;
        return [Float32Array.from(on === 'device' ? await onDevice(asked) : [2 * asked, Number.NaN])];
      },
      free() {
        held[on] -= 1;
      },
    };
  };
  return { load, held };
}

const asked = (program: Runnable, x: number) => program.run({ x: Float32Array.of(x) }, true).then(([y]) => [...y!]);
const fine = (x: number) => [2 * x * (1 + 1e-5), Number.NaN];

test('a device that agrees at first runs on, and the processor holds nothing', async () => {
  const { load, held } = programs(fine);
  const program = await guarded(load);
  expect((await asked(program, 3))[0]).toBeCloseTo(6.00006, 5);
  expect(held).toEqual({ device: 1, processor: 0, loaded: 2 });
  expect((await asked(program, 4))[0]).toBeCloseTo(8.00008, 5);
  expect(held.loaded).toBe(2);
  program.free();
  program.free();
  expect(held).toMatchObject({ device: 0, processor: 0 });
  expect(warned).toEqual([]);
});

test.each([
  ['other numbers', (x: number) => [2.01 * x, Number.NaN], /differ by 0\.005\d* of the largest$/],
  ['a number where there is none', (x: number) => [2 * x, 0], /differ by Infinity/],
])('%s at first: the processor answers, with one warning', async (_, onDevice, why) => {
  const { load, held } = programs(onDevice);
  const program = await guarded(load);
  expect(await asked(program, 3)).toEqual([6, Number.NaN]);
  expect(await asked(program, 4)).toEqual([8, Number.NaN]);
  expect(held).toMatchObject({ device: 0, processor: 1 });
  expect(warned).toEqual([expect.stringMatching(why)]);
  program.free();
  await expect.poll(() => held).toMatchObject({ device: 0, processor: 0 });
  const next = await guarded(load);
  expect(held).toMatchObject({ device: 0, processor: 1 });
  next.free();
});

test('a device that is lost on the way: the same run goes on on the processor, several under way too', async () => {
  let lost = false;
  const { load, held } = programs((x) => {
    if (lost) throw new Error('the device was lost\nfor good');
    return fine(x);
  });
  const program = await guarded(load);
  await asked(program, 1);
  lost = true;
  expect(await Promise.all([asked(program, 3), asked(program, 4)])).toEqual([
    [6, Number.NaN],
    [8, Number.NaN],
  ]);
  expect(await asked(program, 5)).toEqual([10, Number.NaN]);
  expect(held).toMatchObject({ device: 0, processor: 1 });
  expect(warned).toEqual(['the GPU is given up, and programs go on on the processor: the device was lost']);
  program.free();
  await expect.poll(() => held).toMatchObject({ device: 0, processor: 0 });
});

test('a program that does not load on the device, and a mistake of both', async () => {
  const { load, held } = programs(fine, (on) => {
    if (on === 'device') throw new Error('too large');
  });
  const program = await guarded(load);
  expect(await asked(program, 3)).toEqual([6, Number.NaN]);
  program.free();
  expect(held).toMatchObject({ device: 0, processor: 0 });
  expect(warned[0]).toMatch(/too large$/);
  const broken = async (): Promise<Runnable> => Promise.reject(new Error('no memory'));
  await expect(guarded(broken)).rejects.toThrow('no memory');
});

test('a program that others have loaded is checked at its first guarded run, and once', async () => {
  const { load, held } = programs(fine);
  const unguarded = await load('device');
  await asked(unguarded, 3);
  const [first, second] = [await guarded(load), await guarded(load)];
  expect([first.found, held.loaded]).toEqual([true, 3]);
  await asked(first, 3);
  expect(held.loaded).toBe(4);
  await asked(second, 3);
  expect(held.loaded).toBe(4);
  const other = programs((x) => [3 * x, Number.NaN]);
  await asked(await other.load('device'), 3);
  expect(await asked(await guarded(other.load), 3)).toEqual([6, Number.NaN]);
  expect(warned).toEqual([expect.stringMatching(/differ by 0\.5\d* of the largest$/)]);
});

test('where the processor can not answer, the device goes on unchecked, with one warning', async () => {
  const { load, held } = programs(fine, (on) => {
    if (on === 'processor') throw new Error('404 ort.wasm\nat all');
  });
  const program = await guarded(load);
  expect((await asked(program, 3))[0]).toBeCloseTo(6.00006, 5);
  expect((await asked(program, 4))[0]).toBeCloseTo(8.00008, 5);
  expect(held).toMatchObject({ device: 1, processor: 0 });
  expect(warned).toEqual([
    "the GPU's numbers are not compared with the processor's, which does not answer: 404 ort.wasm",
  ]);
});
