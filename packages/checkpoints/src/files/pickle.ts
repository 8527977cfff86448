import { InputError } from '@audiate/protocol';
import { type ByteReader, byteReader } from './byte-reader.js';

/** What the reader of a pickle lets it name and call. Values are plain: null, booleans, numbers, text, arrays, Maps. */
export interface PickleNames {
  /** The value of a global name such as `torch.FloatStorage`, or undefined when it is not admitted. */
  find(name: string): unknown;
  /** Calls an admitted callable. Must answer in a time and size that do not depend on how large its arguments are. */
  call(callee: unknown, args: readonly unknown[]): unknown;
  /** What a persistent id stands for. */
  load(id: unknown): unknown;
}

/** A tensor takes about 40; so bounded, a hostile pickle of empty containers takes some 200 MB at most. */
const MAX_OPCODES = 1_000_000;

/**
 * Reads one pickle of protocol 2 to 5 (Python's pickletools.py) and executes nothing: a name that is not admitted ends
 * the reading where it stands. Only opcodes that plain data and tensors need are known; work and memory are linear in
 * the bytes, since memoised values are shared, not copied, and a million opcodes are the limit.
 * @param thing what errors call the pickle.
 * @returns the value, and the bytes that the pickle took.
 * @throws InputError for a name or an opcode that is not admitted, and for damage.
 */
export function readPickle(bytes: Uint8Array, names: PickleNames, thing: string): { value: unknown; length: number } {
  const reader = byteReader(bytes, thing);
  const damaged = () => new InputError(`${thing} is damaged: its pickle does not add up`);
  const memo = new Map<number, unknown>();
  const marks: unknown[][] = [];
  let stack: unknown[] = [];
  const pop = (): unknown => {
    if (stack.length === 0) throw damaged();
    return stack.pop();
  };
  const top = (): unknown => {
    if (stack.length === 0) throw damaged();
    return stack.at(-1);
  };
  const popToMark = (): unknown[] => {
    const outer = marks.pop();
    if (!outer) throw damaged();
    const items = stack;
    stack = outer;
    return items;
  };
  const push = (value: unknown) => void stack.push(value);
  const recall = (index: number) => {
    if (!memo.has(index)) throw damaged();
    push(memo.get(index));
  };
  const append = (items: readonly unknown[]) => {
    const list = top();
    if (!Array.isArray(list)) throw damaged();
    for (const item of items) list.push(item);
  };
  const set = (items: readonly unknown[]) => {
    const map = top();
    if (!(map instanceof Map) || items.length % 2 !== 0) throw damaged();
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  };
  const tuple = (length: number) => push(Array.from({ length }, pop).reverse());
  const find = (name: string) => {
    const found = names.find(name);
    if (found !== undefined) return push(found);
    throw new InputError(
      `${thing} asks for "${name.slice(0, 100)}", which no tensor needs: the file is hostile or not a plain state dict; save it with safetensors instead`,
    );
  };
  const opcodes: Readonly<Record<string, () => void>> = {
    '\x80': () => void reader.u8(), // PROTO
    '\x95': () => void reader.u64(), // FRAME
    '(': () => {
      marks.push(stack);
      stack = [];
    },
    N: () => push(null),
    '\x88': () => push(true),
    '\x89': () => push(false),
    J: () => push(reader.i32()),
    K: () => push(reader.u8()),
    M: () => push(reader.u16()),
    '\x8a': () => push(long(reader)),
    G: () => push(reader.bigEndianDouble()),
    X: () => push(reader.text(reader.u32())),
    U: () => push(reader.text(reader.u8())),
    T: () => push(reader.text(reader.u32())),
    '\x8c': () => push(reader.text(reader.u8())),
    ']': () => push([]),
    ')': () => push([]),
    '}': () => push(new Map()),
    a: () => append([pop()]),
    e: () => append(popToMark()),
    s: () => set([pop(), pop()].reverse()),
    u: () => set(popToMark()),
    t: () => push(popToMark()),
    '\x85': () => tuple(1),
    '\x86': () => tuple(2),
    '\x87': () => tuple(3),
    q: () => void memo.set(reader.u8(), top()),
    r: () => void memo.set(reader.u32(), top()),
    '\x94': () => void memo.set(memo.size, top()), // MEMOIZE
    h: () => recall(reader.u8()),
    j: () => recall(reader.u32()),
    c: () => find(`${reader.line()}.${reader.line()}`),
    '\x93': () => {
      const [name, module] = [pop(), pop()];
      if (typeof name !== 'string' || typeof module !== 'string') throw damaged();
      find(`${module}.${name}`);
    },
    R: () => {
      const [args, callee] = [pop(), pop()];
      if (!Array.isArray(args)) throw damaged();
      push(names.call(callee, args));
    },
    Q: () => push(names.load(pop())),
    b: () => void pop(), // BUILD: what torch hangs on a state dict (`_metadata`) is not read
  };
  for (let count = 0; count < MAX_OPCODES; count++) {
    const opcode = String.fromCharCode(reader.u8());
    if (opcode === '.') {
      if (stack.length !== 1 || marks.length !== 0) throw damaged();
      return { value: pop(), length: reader.position };
    }
    const run = Object.hasOwn(opcodes, opcode) ? opcodes[opcode]! : undefined;
    if (!run) {
      const code = opcode.charCodeAt(0).toString(16).padStart(2, '0');
      throw new InputError(
        `${thing} uses the pickle opcode 0x${code}, which no tensor needs; it is hostile or damaged`,
      );
    }
    run();
  }
  throw new InputError(`${thing} has more than ${MAX_OPCODES} pickle opcodes; no checkpoint needs so many`);
}

/** A little-endian two's complement number; exact up to 2⁵³. */
function long(reader: ByteReader): number {
  const bytes = reader.take(reader.u8());
  let value = 0n;
  for (const byte of Array.from(bytes).reverse()) value = (value << 8n) | BigInt(byte);
  return Number(BigInt.asIntN(8 * bytes.length, value));
}
