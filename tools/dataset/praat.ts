import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@audiate/media';

/** Whether the program Praat is there (Debian: apt-get install praat). */
export function hasPraat(): boolean {
  try {
    execFileSync('praat', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The median pitch that Praat measures in sounds, in Hz, from 60 to 500 as our tracker does; NaN without one. */
export function praatPitch(sounds: readonly Float32Array[], sampleRate: number): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'praat-'));
  try {
    const lines = sounds.map((sound, i) => {
      writeFileSync(join(folder, `${i}.wav`), encodeWav(sound, { sampleRate }));
      return `Read from file: "${join(folder, `${i}.wav`)}"
To Pitch (ac): 0.01, 60, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 500
hz = Get quantile: 0, 0, 0.5, "Hertz"
appendInfoLine: hz
`;
    });
    writeFileSync(join(folder, 'all.praat'), lines.join(''));
    const printed = execFileSync('praat', ['--run', join(folder, 'all.praat')], { encoding: 'utf8' });
    return printed
      .trim()
      .split('\n')
      .map((line) => (line.startsWith('--') ? Number.NaN : Number(line)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
