/** Writes pickles opcode by opcode, also such as no writer would. */
const op = (code: string, ...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat([Buffer.from(code, 'latin1'), ...parts.map((part) => Buffer.from(part as string))]);

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export const text = (value: string): Buffer => op('X', u32(Buffer.byteLength(value)), value);
export const int = (value: number): Buffer => op('J', u32(value >>> 0));
export const global = (module: string, name: string): Buffer => op('c', `${module}\n${name}\n`);
export const tuple = (...items: readonly Buffer[]): Buffer => Buffer.concat([op('('), ...items, op('t')]);
export const call = (callee: Buffer, ...args: readonly Buffer[]): Buffer =>
  Buffer.concat([callee, tuple(...args), op('R')]);
export const dict = (...items: readonly Buffer[]): Buffer => Buffer.concat([op('}('), ...items, op('u')]);
export const pickle = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat([op('\x80\x02'), ...parts.map((part) => (typeof part === 'string' ? op(part) : part)), op('.')]);

/** A storage, by its persistent id. */
export const storage = (key: string, count: number, type = 'FloatStorage'): Buffer =>
  Buffer.concat([tuple(text('storage'), global('torch', type), text(key), text('cpu'), int(count)), op('Q')]);

/** A tensor; offset, extents and strides in numbers. */
export const tensor = (held: Buffer, offset: number, shape: readonly number[], strides: readonly number[]): Buffer =>
  call(
    global('torch._utils', '_rebuild_tensor_v2'),
    ...[held, int(offset), tuple(...shape.map(int)), tuple(...strides.map(int)), op('\x89')],
    call(global('collections', 'OrderedDict')),
  );
