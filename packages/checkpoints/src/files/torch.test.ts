import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inRepository, lineFolder } from '../testing/golden.js';
import { call, dict, global, int, pickle, storage, tensor, text, tuple } from '../testing/pickle-writer.js';
import { readAll } from '../testing/read-all.js';
import { type ZipPart, zip } from '../testing/zip-writer.js';
import { type ByteSource, bytesInMemory } from './byte-source.js';
import { openTorch } from './torch.js';

const fixture = async (name: string) => new Uint8Array(await readFile(inRepository(`fixtures/torch-files/${name}`)));
const open = (bytes: Uint8Array) => openTorch(counted(bytes));
const json = async (name: string) => JSON.parse(await readFile(`${lineFolder('base')}/${name}`, 'utf8'));

/** The tensors that `readTensors` asks for. */
const TENSORS = ['a', 'plain', 'shared', 'transposed', 'half', 'none'];
/** To open a file takes its bytes four times at most (tail, directory, headers, pickle), a tensor once. */
const MAX_LOOKS = 4 + TENSORS.length;

/** A file that tells when its reader asks for more of it than a sound reader could: the work that damage may cost. */
function counted(bytes: Uint8Array): ByteSource {
  const source = bytesInMemory(bytes);
  let asked = 0;
  return {
    ...source,
    read(start, length) {
      asked += length;
      if (asked > MAX_LOOKS * bytes.length) throw new Error(`${asked} bytes asked of a file of ${bytes.length}`);
      return source.read(start, length);
    },
  };
}

/** The error of opening a file and reading its tensor "a". */
async function refusal(bytes: Uint8Array): Promise<string> {
  const error = await open(bytes)
    .then((file) => file.read('a'))
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

const numbers = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
const archive = (data: Buffer, more: readonly ZipPart[] = [{ name: 'm/data/0', data: numbers }]) =>
  zip([{ name: 'm/data.pkl', data }, ...more]);
/** So many opcodes, the pickle's own first among them. */
const endless = (opcodes: number) => Buffer.alloc(opcodes - 1, ']');
const one = (built: Buffer) => pickle(dict(text('a'), built));
const honest = one(tensor(storage('0', 4), 0, [2, 2], [2, 1]));

describe('what torch.save wrote', () => {
  test.each(['unusual.bin', 'unusual-legacy.bin', 'unusual-protocol-4.bin'])(
    '%s is read number by number',
    async (name) => {
      const file = await open(await fixture(name));
      const expected: Record<string, { shape: number[]; values: number[] }> = JSON.parse(
        await readFile(inRepository('fixtures/torch-files/unusual.json'), 'utf8'),
      );
      expect(Object.keys(expected)).toContain('every_other');
      for (const [tensorName, { shape, values }] of Object.entries(expected)) {
        expect([tensorName, await file.shape(tensorName)]).toEqual([tensorName, shape]);
        expect([tensorName, ...(await file.read(tensorName))]).toEqual([tensorName, ...Float32Array.from(values)]);
      }
      await expect(file.read('whole')).rejects.toThrow('has dtype I64; choose from F32, F64, F16, BF16');
      await expect(file.read('nothing')).rejects.toThrow('has no tensor "nothing"');
    },
  );
});

describe('a hostile or broken pickle', () => {
  test('is otherwise read', async () => {
    expect(await (await open(archive(honest))).read('a')).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  test.each<[string, Buffer, string]>([
    [
      'calls os.system',
      one(call(global('os', 'system'), text('touch /tmp/x'))),
      'asks for "os.system", which no tensor needs',
    ],
    ['calls eval', one(call(global('builtins', 'eval'), text('1'))), 'asks for "builtins.eval"'],
    [
      'names a prototype',
      one(call(global('constructor', 'constructor'), text('1'))),
      'asks for "constructor.constructor"',
    ],
    ['names __proto__', one(global('__proto__', 'x')), 'asks for "__proto__.x"'],
    [
      'names os.system in protocol 4',
      pickle(Buffer.from('\x8c\x02os\x8c\x06system\x93', 'latin1')),
      'asks for "os.system"',
    ],
    ['names a class to come', one(global('torch', 'UntypedStorage')), 'asks for "torch.UntypedStorage"'],
    ['builds an object by INST', pickle('(ios\nsystem\n'), 'uses the pickle opcode 0x69'],
    [
      'builds an object by NEWOBJ',
      pickle(global('collections', 'OrderedDict'), ')', '\x81'),
      'uses the pickle opcode 0x81',
    ],
    ['uses the extension registry', pickle('\x82\x01'), 'uses the pickle opcode 0x82'],
    ['calls a text', one(call(text('collections.OrderedDict'))), 'it calls what cannot be called'],
    [
      'calls a storage',
      one(call(global('torch', 'FloatStorage'), int(1e9))),
      'it calls "torch.FloatStorage" with arguments',
    ],
    [
      'fills an ordered dict by a call',
      one(call(global('collections', 'OrderedDict'), tuple())),
      "that don't build a tensor",
    ],
    [
      'makes a parameter of a number',
      one(call(global('torch._utils', '_rebuild_parameter'), int(1))),
      "that don't build a tensor",
    ],
    ['makes a tensor of a dict', one(tensor(dict(), 0, [1], [1])), "that don't build a tensor"],
    ['looks beyond its storage', one(tensor(storage('0', 4), 1, [2, 2], [2, 1])), 'a tensor looks beyond its storage'],
    ['looks far beyond', one(tensor(storage('0', 4), 0, [2, 2], [2 ** 30, 1])), 'a tensor looks beyond its storage'],
    ['expands one number', one(tensor(storage('0', 4), 0, [2 ** 30], [0])), 'a tensor looks beyond its storage'],
    ['has a negative extent', one(tensor(storage('0', 4), 0, [-1], [1])), 'a tensor looks beyond its storage'],
    [
      'has fewer strides than extents',
      one(tensor(storage('0', 4), 0, [2, 2], [1])),
      'a tensor looks beyond its storage',
    ],
    ['has an id that is no storage', one(Buffer.concat([tuple(text('x')), Buffer.from('Q')])), 'not that of a storage'],
    ['has a storage of another type', one(storage('0', 4, 'x\nos\nsystem')), 'asks for "torch.x"'],
    [
      'lies about its storage',
      one(tensor(storage('0', 5), 0, [2], [1])),
      'entry "data/0" of pytorch_model.bin has 16 bytes, its pickle says 20',
    ],
    ['names a storage that is not there', one(tensor(storage('../0', 4), 0, [2], [1])), 'it has no entry "data/../0"'],
    ['is a list', pickle(']'), 'holds no state dict'],
    ['ends early', honest.subarray(0, 60), 'is truncated or damaged'],
    ['pops nothing', pickle('a'), 'its pickle does not add up'],
    ['leaves a mark', pickle('(', '}'), 'its pickle does not add up'],
    ['recalls what was not kept', pickle('h\x07'), 'its pickle does not add up'],
    ['sets a key of a list', pickle(']', text('a'), int(1), 's'), 'its pickle does not add up'],
    // the opcode after the last that is read is unknown, and is not reached
    ['is endless', pickle(endless(1_000_000), '\xff'), 'has more than 1000000 pickle opcodes'],
    ['is all but endless', pickle(endless(999_999), '\xff'), 'uses the pickle opcode 0xff'],
  ])('that %s is refused', async (_, data, message) => {
    expect(await refusal(archive(data))).toContain(message);
  });

  test('touches nothing of ours', async () => {
    const file = await open(
      archive(pickle(dict(text('__proto__'), dict(text('polluted'), int(1)), text('a'), int(1)))),
    );
    expect(file.has('__proto__')).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a hostile or broken archive', () => {
  const bomb = deflateRawSync(Buffer.alloc(50_000_000));
  const data = { name: 'm/data/0', data: numbers };
  test.each<[string, Uint8Array, string]>([
    ['cut in the middle', archive(honest).subarray(0, 200), 'is truncated or not a zip archive'],
    ['of nothing', new Uint8Array(0), 'is truncated or not a zip archive'],
    ['of something else', new Uint8Array(5000).fill(7), 'is truncated or not a zip archive'],
    ['of another program', zip([{ name: 'readme', data: numbers }]), 'torch.save did not write it'],
    ['with two pickles', archive(honest, [data, { name: 'n/data.pkl', data: honest }]), 'torch.save did not write it'],
    [
      'that is a bomb',
      archive(honest, [{ name: 'm/data/0', data: bomb, method: 8, size: 50_000_000 }]),
      'entry "m/data/0" of pytorch_model.bin is compressed',
    ],
    [
      'whose pickle is a bomb',
      zip([{ name: 'm/data.pkl', data: bomb, method: 8, size: 50_000_000 }, data]),
      'is compressed',
    ],
    [
      'that stores more than it has',
      archive(honest, [{ ...data, size: 50_000_000, packedSize: 50_000_000 }]),
      "reaches beyond the file's data",
    ],
    ['that is encrypted', archive(honest, [{ ...data, flags: 1 }]), 'is encrypted'],
    ['whose entries overlap', archive(honest, [{ ...data, offset: 0 }]), 'overlaps the entry after it'],
    ['with an entry twice', archive(honest, [data, data]), 'has "m/data/0" twice'],
    [
      'whose entry begins elsewhere',
      archive(honest, [
        { name: 'm/data/0', data: new Uint8Array(17), size: 16, packedSize: 16, offset: 1 + 30 + 10 + honest.length },
        { name: 'm/version', data: numbers },
      ]),
      'no entry begins where the directory says',
    ],
    [
      'that claims many entries',
      zip([{ name: 'm/data.pkl', data: honest }], { count: 9 }),
      'directory of pytorch_model.bin is truncated or damaged',
    ],
    [
      'whose directory is elsewhere',
      zip([{ name: 'm/data.pkl', data: honest }], { start: 2 ** 31 }),
      'is truncated or not a zip archive',
    ],
    [
      'of a big-endian machine',
      archive(honest, [data, { name: 'm/byteorder', data: Buffer.from('big') }]),
      'has big-endian numbers',
    ],
    [
      'with a huge pickle',
      zip([{ name: 'm/data.pkl', data: Buffer.alloc(17 * 2 ** 20) }, data]),
      'more than the 16777216 that a state dict needs',
    ],
  ])('%s is refused', async (_, bytes, message) => {
    expect(await refusal(bytes)).toContain(message);
  });

  test('in a folder is told by its name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'audiate-torch-'));
    await writeFile(join(folder, 'config.json'), JSON.stringify(await json('config.json')));
    await writeFile(join(folder, 'pytorch_model.bin'), archive(one(global('os', 'system'))));
    await expect(readAll(folder)).rejects.toThrow(/^pytorch_model\.bin asks for "os\.system"/);
    await rm(folder, { recursive: true });
  });
});

describe('any damage', () => {
  const structural = fc.constantFrom(
    ...['(', ')', 't', 'R', 'Q', 's', 'u', 'h\x00', 'q\x00', '.', ']', '}', 'b', 'N', '\x85', 'K\xff'].map((code) =>
      Buffer.from(code, 'latin1'),
    ),
  );
  const change = fc.record({
    at: fc.nat(),
    cut: fc.integer({ min: 0, max: 12 }),
    put: fc.oneof(structural, fc.uint8Array({ maxLength: 8 })),
  });

  test.each(['unusual.bin', 'unusual-legacy.bin'])(
    'of %s gives numbers within the file or one InputError',
    async (name) => {
      const good = await fixture(name);
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          let bytes = Buffer.from(good);
          for (const { at, cut, put } of changes) {
            const start = at % bytes.length;
            bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(put), bytes.subarray(start + cut)]);
          }
          await readTensors(bytes);
        }),
        { numRuns: 400 },
      );
    },
  );

  test('of the pickle alone, in a sound archive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let bytes = honest;
        for (const { at, cut, put } of changes) {
          const start = at % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(put), bytes.subarray(start + cut)]);
        }
        await readTensors(archive(bytes));
      }),
      { numRuns: 1500 },
    );
  });

  async function readTensors(bytes: Uint8Array): Promise<void> {
    try {
      const file = await open(bytes);
      for (const name of TENSORS) {
        if (file.has(name)) expect((await file.read(name)).length).toBeLessThanOrEqual(bytes.length);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
    }
  }
});
