import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PIECE_BYTES } from './limits.js';
import { RemoteFile } from './remote-file.js';

const bytes = Uint8Array.from({ length: 2 * PIECE_BYTES + 5 }, (_, i) => i % 251);

function remote() {
  const asked: [number, number][] = [];
  const read = async (start: number, end: number) => {
    asked.push([start, end]);
    return bytes.slice(start, end);
  };
  return { asked, file: new RemoteFile({ name: 'a.wav', read, start: 0, end: bytes.length }) };
}

test('it is read by pieces, and only when it is read', async () => {
  const { asked, file } = remote();
  expect(file).toBeInstanceOf(Blob);
  expect([file.name, file.size]).toEqual(['a.wav', bytes.length]);
  expect(asked).toEqual([]);
  expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  expect(asked).toEqual([
    [0, PIECE_BYTES],
    [PIECE_BYTES, 2 * PIECE_BYTES],
    [2 * PIECE_BYTES, bytes.length],
  ]);
});

test('a slice of a slice is that of a Blob', async () => {
  const short = new Blob([bytes.slice(0, 100)]);
  const at = fc.integer({ min: -120, max: 120 });
  await fc.assert(
    fc.asyncProperty(at, at, at, at, async (a, b, c, d) => {
      const whole = remote().file.slice(0, 100);
      const [ours, theirs] = [whole.slice(a, b).slice(c, d), short.slice(a, b).slice(c, d)];
      expect(ours.size).toBe(theirs.size);
      expect(Buffer.from(await ours.arrayBuffer()).equals(Buffer.from(await theirs.arrayBuffer()))).toBe(true);
    }),
  );
});

test('a file that has changed is told', async () => {
  const file = new RemoteFile({ name: 'a.wav', read: async () => bytes.slice(0, 1), start: 0, end: 10 });
  await expect(file.text()).rejects.toThrow('a.wav has changed; drop it again');
});
