import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAudio } from '@audiate/dataset';
import { expect, test } from 'vitest';
import { withBuiltPage } from './built-page.js';
import { hasChromium } from './chromium.js';
import type { Read } from './sound-page/main.js';

const SOUND = join(import.meta.dirname, '../../fixtures/sound');

test.skipIf(!hasChromium)(
  'a page reads files of every kind, whole and in windows, as Node does, bit for bit',
  async () => {
    const formats = await readdir(join(SOUND, 'formats'));
    const files = [
      ...formats.map((name) => join(SOUND, 'formats', name)),
      join(SOUND, 'speech-44k-stereo-24.wav'),
      join(SOUND, 'wav/speech.m4a'),
    ];
    const built = await mkdtemp(join(tmpdir(), 'audiate-sound-page-'));
    const resolve = { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] };
    const vite = { resolve, build: { outDir: built, emptyOutDir: true } };
    const seen: string[] = [];
    const read = await withBuiltPage(join(import.meta.dirname, 'sound-page'), { vite }, async (page) => {
      page.on('console', (message) => seen.push(message.text()));
      page.on('pageerror', (error) => seen.push(error.message));
      await page.setInputFiles('input', files);
      const found: Read[] = [];
      for (const index of files.keys()) found.push(await page.evaluate<Read>(`read(${index})`));
      return found;
    });
    await rm(built, { recursive: true });
    expect(seen).toEqual([]);
    for (const [i, { whole, windows, message }] of read.entries()) {
      if (files[i]!.endsWith('.m4a')) {
        expect(message).toMatch(/^InputError: this is M4A \(MPEG-4 audio\); WAV, FLAC, MP3/);
        continue;
      }
      expect(message, files[i]).toBeUndefined();
      const { samples } = await readAudio(files[i]!, { sampleRate: 16_000 });
      expect(Float32Array.from(whole), files[i]).toEqual(samples);
      expect(Float32Array.from(windows), files[i]).toEqual(samples);
    }
  },
);
