import { readFile } from 'node:fs/promises';
import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineFolder } from '../testing/golden.js';
import { safetensorsFile } from '../testing/tensors.js';
import { bytesInMemory } from './byte-source.js';
import { openSafetensors } from './safetensors.js';

const open = (bytes: Uint8Array) => openSafetensors(bytesInMemory(bytes));
const four = new Uint8Array(Float32Array.of(1, -2, 3, 0.5).buffer);
const entry = (shape: unknown, offsets: unknown, dtype: unknown = 'F32') => ({ dtype, shape, data_offsets: offsets });

describe('openSafetensors', () => {
  test('reads a file that another writer made, metadata, padding and empty tensors included', async () => {
    const file = await open(new Uint8Array(await readFile(`${lineFolder('base')}/model.safetensors`)));
    expect(file.entries.get('lm_head.bias')!.shape).toEqual([11]);
    const text = `{"__metadata__":{"format":"pt"},"b":${JSON.stringify(entry([2], [8, 16]))},"a":${JSON.stringify(
      entry([1, 2], [0, 8]),
    )},"none":${JSON.stringify(entry([0, 3], [8, 8]))}}   `;
    const mine = await open(safetensorsFile(text, [four]));
    expect([...mine.entries.keys()]).toEqual(['b', 'a', 'none']);
    expect(await mine.read('a')).toEqual(Float32Array.of(1, -2));
    expect(await mine.read('b')).toEqual(Float32Array.of(3, 0.5));
    expect(await mine.read('none')).toEqual(new Float32Array(0));
  });

  test('answers aligned F32 as a view on the bytes, unaligned as a copy', async () => {
    const text = (padding: string) => `{"a":${JSON.stringify(entry([4], [0, 16]))}${padding}}`;
    for (const padding of ['', ' ', '  ', '   ']) {
      const bytes = safetensorsFile(text(padding), [four]);
      const read = await (await open(bytes)).read('a');
      expect(read).toEqual(Float32Array.of(1, -2, 3, 0.5));
      expect(read.buffer === bytes.buffer).toBe((bytes.length - 16) % 4 === 0);
    }
  });

  test('does not read the data of tensors that nobody asks for', async () => {
    const reads: [number, number][] = [];
    const bytes = safetensorsFile({ a: entry([2], [0, 8]), b: entry([2], [8, 16]) }, [four]);
    const source = bytesInMemory(bytes);
    const file = await openSafetensors({
      size: source.size,
      read(start, length) {
        reads.push([start, length]);
        return source.read(start, length);
      },
    });
    await file.read('b');
    expect(reads).toEqual([
      [0, 8],
      [8, bytes.length - 24],
      [bytes.length - 8, 8],
    ]);
  });

  const huge = new Uint8Array(16).fill(255);
  const claims = (bytes: number) => {
    const file = safetensorsFile('{}');
    new DataView(file.buffer).setBigUint64(0, BigInt(bytes), true);
    return file;
  };
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'is truncated: it has 0 bytes, its header length alone takes 8'],
    ['five bytes', new Uint8Array(5), 'is truncated: it has 5 bytes'],
    ['a length of 2⁶⁴ − 1', huge, 'claims a header of 18446744073709552000 bytes, above the format'],
    ['a header longer than the file', claims(3), 'is truncated: its header takes 3 bytes, 2 are there'],
    ['no JSON', safetensorsFile('{"a":'), 'is not JSON text'],
    ['an empty header', safetensorsFile(''), 'is not JSON text'],
    ['no UTF-8', safetensorsFile('{"Ā":1}').map((byte) => (byte === 0xc4 ? 0xff : byte)), 'is not JSON text'],
    ['a list', safetensorsFile('[]'), 'must be a JSON object, got an array of 0'],
    ['null', safetensorsFile('null'), 'must be a JSON object, got null'],
    ['space first', safetensorsFile(' {}'), 'must be a JSON object'],
    [
      'a name given twice',
      safetensorsFile(`{"a":${JSON.stringify(entry([4], [0, 16]))},"\\u0061":1}`, [four]),
      'gives "a" twice',
    ],
    [
      'a field given twice',
      safetensorsFile('{"a":{"dtype":"F32","dtype":"F16","shape":[4],"data_offsets":[0,16]}}', [four]),
      'gives "dtype" twice',
    ],
    ['metadata of numbers', safetensorsFile({ __metadata__: { a: 1 } }), '"__metadata__" in the header'],
    [
      'an entry that is no object',
      safetensorsFile({ a: 3 }),
      'tensor "a" of model.safetensors must be described by an object, got 3',
    ],
    [
      'no dtype',
      safetensorsFile({ a: { shape: [4], data_offsets: [0, 16] } }, [four]),
      'has the unknown dtype undefined',
    ],
    ['an unknown dtype', safetensorsFile({ a: entry([4], [0, 16], 'F31') }, [four]), 'has the unknown dtype "F31"'],
    [
      'a dtype of the prototype',
      safetensorsFile({ a: entry([4], [0, 16], 'toString') }, [four]),
      'has the unknown dtype "toString"',
    ],
    [
      'a fractional extent',
      safetensorsFile({ a: entry([1.5], [0, 6]) }, [four]),
      'has a shape that is not a list of whole numbers',
    ],
    [
      'a negative extent',
      safetensorsFile({ a: entry([-4], [0, 16]) }, [four]),
      'has a shape that is not a list of whole numbers',
    ],
    [
      'a shape that is no list',
      safetensorsFile({ a: entry(4, [0, 16]) }, [four]),
      'has a shape that is not a list of whole numbers',
    ],
    [
      'an extent above 2⁵³',
      safetensorsFile('{"a":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,16]}}', [four]),
      'has a shape that is not',
    ],
    [
      'a product that overflows',
      safetensorsFile({ a: entry([2 ** 40, 2 ** 40], [0, 16]) }, [four]),
      'has 16 bytes, which is not what F32 of shape [1099511627776,1099511627776] takes',
    ],
    [
      'a product that wraps to 0',
      safetensorsFile({ a: entry([2 ** 32, 2 ** 32], [0, 0]) }),
      'has 0 bytes, which is not',
    ],
    [
      'another length than the shape',
      safetensorsFile({ a: entry([3], [0, 16]) }, [four]),
      'has 16 bytes, which is not what F32 of shape [3] takes',
    ],
    [
      'another length than the dtype',
      safetensorsFile({ a: entry([4], [0, 16], 'F16') }, [four]),
      'has 16 bytes, which is not what F16 of shape [4] takes',
    ],
    ['three offsets', safetensorsFile({ a: entry([4], [0, 16, 16]) }, [four]), 'must have data_offsets [begin, end]'],
    ['offsets in reverse', safetensorsFile({ a: entry([4], [16, 0]) }, [four]), 'must have data_offsets [begin, end]'],
    ['a negative offset', safetensorsFile({ a: entry([4], [-16, 0]) }, [four]), 'must have data_offsets [begin, end]'],
    [
      'data beyond the end',
      safetensorsFile({ a: entry([5], [0, 20]) }, [four]),
      'ends at byte 20 of 16; the file is truncated or its header lies',
    ],
    [
      'an overlap',
      safetensorsFile({ a: entry([3], [0, 12]), b: entry([2], [8, 16]) }, [four]),
      'tensor "b" of model.safetensors overlaps the tensor before it',
    ],
    [
      'a gap',
      safetensorsFile({ a: entry([1], [0, 4]), b: entry([2], [8, 16]) }, [four]),
      'tensor "b" of model.safetensors leaves a gap',
    ],
    ['a hole at the start', safetensorsFile({ a: entry([3], [4, 16]) }, [four]), 'leaves a gap'],
    ['bytes of no tensor', safetensorsFile({ a: entry([3], [0, 12]) }, [four]), 'has 4 bytes that belong to no tensor'],
  ])('refuses %s', async (_, bytes, message) => {
    const error = await open(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toContain(message);
  });

  test('refuses to read a tensor of whole numbers, and one that it has not', async () => {
    const file = await open(safetensorsFile({ a: entry([2], [0, 16], 'I64') }, [four]));
    await expect(file.read('a')).rejects.toThrow(
      'tensor "a" of model.safetensors has dtype I64; choose from F32, F64, F16, BF16',
    );
    await expect(file.read('b')).rejects.toThrow('model.safetensors has no tensor "b"');
  });

  test('answers any damage with tensors within the file or one InputError', async () => {
    const good = safetensorsFile({ __metadata__: { format: 'pt' }, a: entry([2], [0, 8]), b: entry([2], [8, 16]) }, [
      four,
    ]);
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const length = fc.oneof({ weight: 3, arbitrary: fc.constant(good.length) }, fc.nat(good.length));
    await fc.assert(
      fc.asyncProperty(damage, length, async (changes, kept) => {
        const bytes = good.slice(0, kept);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          const file = await open(bytes);
          for (const { end } of file.entries.values()) expect(end).toBeLessThanOrEqual(16);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('answers any change of a header, field by field, with tensors within the file or one InputError', async () => {
    const extent = fc.oneof(fc.nat(6), fc.constantFrom(-1, 0.5, 2 ** 53, 1e308, null, '4'));
    const offsets = fc.oneof(fc.tuple(fc.nat(20), fc.nat(20)), fc.array(extent, { maxLength: 3 }));
    const field = fc.record(
      {
        dtype: fc.constantFrom('F32', 'F16', 'BF16', 'I64', 'F4', 'toString', 7),
        shape: fc.array(extent, { maxLength: 4 }),
        data_offsets: offsets,
      },
      { requiredKeys: [] },
    );
    const names = fc.constantFrom('a', 'b', '__metadata__', '__proto__', 'constructor');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, field, { maxKeys: 4 }), fc.nat(24), async (header, bytes) => {
        try {
          const file = await open(safetensorsFile(header, [new Uint8Array(bytes)]));
          for (const [name, { begin, end }] of file.entries) {
            expect(end).toBeLessThanOrEqual(bytes);
            expect(begin).toBeLessThanOrEqual(end);
            await file.read(name);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
