import { describe, expect, test } from 'vitest';
import { decode } from './decode.js';

/** All 65,536 patterns of two bytes, at an odd address. */
function allPatterns(): Uint8Array {
  const bytes = new Uint8Array(2 * 65_536 + 1).subarray(1);
  for (let i = 0; i < 65_536; i++) {
    bytes[2 * i] = i & 255;
    bytes[2 * i + 1] = i >> 8;
  }
  return bytes;
}

describe('decode', () => {
  test('F16: every pattern, by the definition of binary16', () => {
    const decoded = decode(allPatterns(), 'F16');
    const wrong = decoded.filter((value, pattern) => {
      const sign = pattern >> 15 ? -1 : 1;
      const exponent = (pattern >> 10) & 31;
      const fraction = (pattern & 1023) / 1024;
      const infinite = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
      const finite = exponent === 0 ? sign * 2 ** -14 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction);
      return !Object.is(value, exponent === 31 ? infinite : finite);
    });
    expect([decoded.length, wrong.length]).toEqual([65_536, 0]);
    expect([0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555].map((pattern) => decoded[pattern])).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      0.333251953125,
    ]);
  });

  test('BF16: every pattern is the upper half of a float32', () => {
    const decoded = decode(allPatterns(), 'BF16');
    const view = new DataView(new ArrayBuffer(4));
    const wrong = decoded.filter((value, pattern) => {
      view.setUint32(0, pattern * 65_536);
      return !Object.is(value, view.getFloat32(0));
    });
    expect([decoded.length, wrong.length]).toEqual([65_536, 0]);
    expect([0x3f80, 0xc000, 0x4049].map((pattern) => decoded[pattern])).toEqual([1, -2, 3.140625]);
  });

  test('F32: a view where aligned, a copy where not', () => {
    const bytes = new Uint8Array(12);
    new DataView(bytes.buffer).setFloat32(4, Math.PI, true);
    expect(decode(bytes.subarray(4, 8), 'F32')).toEqual(Float32Array.of(Math.PI));
    expect(decode(bytes.subarray(4, 8), 'F32').buffer).toBe(bytes.buffer);
    bytes.copyWithin(5, 4, 8);
    expect(decode(bytes.subarray(5, 9), 'F32')).toEqual(Float32Array.of(Math.PI));
  });

  test('F64: rounded to float32, at every address', () => {
    const numbers = [Math.PI, -2, 1e-50, 1e300, Number.NaN];
    const bytes = Buffer.from(Float64Array.from(numbers).buffer);
    for (let shift = 0; shift < 8; shift++) {
      const moved = Buffer.concat([Buffer.alloc(shift), bytes]).subarray(shift);
      expect(decode(moved, 'F64')).toEqual(Float32Array.from(numbers));
    }
  });

  test("F32: Node's Buffer, whose slice is a view, at every address", () => {
    const numbers = Buffer.from(Float32Array.of(1, -2).buffer);
    for (const shift of [0, 1, 2, 3]) {
      const moved = Buffer.concat([Buffer.alloc(shift), numbers]).subarray(shift);
      expect(decode(moved, 'F32')).toEqual(Float32Array.of(1, -2));
    }
  });
});
