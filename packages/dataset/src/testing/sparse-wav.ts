import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { encodeWav } from '@audiate/media';

/** A PCM file of one channel of 8 bits at 16,000 Hz, of which only a stretch is written: the rest takes no room. */
export function sparseWav(folder: string, samples: number, { at, values }: { at: number; values: Uint8Array }): string {
  const file = join(folder, 'sparse.wav');
  const head = encodeWav(new Float32Array(1), { sampleRate: 16_000, format: 'int16' }).slice(0, 44);
  const view = new DataView(head.buffer);
  view.setUint32(4, samples + 36, true);
  view.setUint32(28, 16_000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  view.setUint32(40, samples, true);
  const handle = openSync(file, 'w');
  writeSync(handle, head);
  ftruncateSync(handle, 44 + samples);
  writeSync(handle, values, 0, values.length, 44 + at);
  closeSync(handle);
  return file;
}
