/** A field of Thrift's compact protocol as it is written: of a number its width, of all else its kind. */
export type Written =
  | { readonly int: number }
  | { readonly long: bigint }
  | { readonly text: string | Uint8Array }
  | { readonly list: readonly Written[] /** What its head claims, if not the truth. */; readonly claimed?: number }
  | { readonly fields: Readonly<Record<number, Written>> }
  | { readonly flag: boolean }
  /** Whatever a reader makes of it. */
  | { readonly raw: Uint8Array; readonly type: number };

const TYPES = { int: 5, long: 6, text: 8, list: 9, fields: 12 } as const;

function typeOf(value: Written): number {
  if ('raw' in value) return value.type;
  if ('flag' in value) return value.flag ? 1 : 2;
  return TYPES[Object.keys(value).find((key) => key in TYPES) as keyof typeof TYPES];
}

/** A whole number, 7 bits a byte. */
export function varint(value: bigint | number): number[] {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return [...bytes, Number(left)];
}

const zigzag = (value: bigint): bigint => (value << 1n) ^ (value >> 63n);

/** A value as Thrift's compact protocol has it. */
export function thrift(value: Written): number[] {
  if ('raw' in value) return [...value.raw];
  if ('flag' in value) return [];
  if ('int' in value) return varint(BigInt.asUintN(32, zigzag(BigInt(value.int))));
  if ('long' in value) return varint(zigzag(value.long));
  if ('text' in value) {
    const bytes = typeof value.text === 'string' ? new TextEncoder().encode(value.text) : value.text;
    return [...varint(bytes.length), ...bytes];
  }
  if ('list' in value) {
    const { list, claimed = list.length } = value;
    return [0xf0 | (list[0] ? typeOf(list[0]) : 12), ...varint(claimed), ...list.flatMap(thrift)];
  }
  const fields = Object.entries(value.fields).flatMap(([id, field]) => [
    typeOf(field),
    ...varint(zigzag(BigInt(id))),
    ...thrift(field),
  ]);
  return [...fields, 0];
}
