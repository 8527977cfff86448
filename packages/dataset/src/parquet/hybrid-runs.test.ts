import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { expect, test } from 'vitest';
import { varint } from '../testing/write-thrift.js';
import { checkRuns } from './hybrid-runs.js';

/** Runs and packed bits of some width, one after the other. */
function stream(width: number, turn: number): { bytes: Uint8Array; count: number } {
  const bytes: number[] = [];
  let count = 0;
  for (let i = 0; i < 6; i++) {
    const size = 1 + ((turn * 7 + i * 3) % 5);
    const value = (i: number) => (i * 37 + turn * 11) % 2 ** Math.min(width, 16);
    if ((turn + i) % 2) {
      bytes.push(...varint(size * 2 + 1));
      for (let byte = 0; byte < size * width; byte++) bytes.push((turn * 31 + byte * 17) & 0xff);
      count += 8 * size;
    } else {
      bytes.push(...varint(size * 100 * 2));
      for (let byte = 0; byte < (width + 7) >> 3; byte++) bytes.push((value(i) >> (8 * byte)) & 0xff);
      count += size * 100;
    }
  }
  return { bytes: Uint8Array.from(bytes), count };
}

test('what it lets pass hyparquet reads within the bytes, and it counts as hyparquet does', () => {
  for (let width = 1; width <= 24; width++) {
    for (let turn = 0; turn < 8; turn++) {
      const { bytes, count: whole } = stream(width, turn);
      for (const count of [whole, whole - 3]) {
        // Runs may not be longer than the values, packed bits may.
        const fits = count === whole || (turn + 5) % 2 === 1;
        if (!fits) {
          expect(() => checkRuns(bytes, { width, count })).toThrow('a run of');
          continue;
        }
        const values = new Array<number>(count);
        readRleBitPackedHybrid({ view: new DataView(bytes.buffer), offset: 0 }, width, values, bytes.length);
        expect(values).toHaveLength(count);
        if (width > 8) checkRuns(bytes, { width, count });
        else
          for (const wanted of [0, 1, values[count - 1]!]) {
            const right = values.filter((value) => value === wanted).length;
            expect(checkRuns(bytes, { width, count, wanted }), `${width} ${turn}`).toBe(right);
          }
      }
    }
  }
});
