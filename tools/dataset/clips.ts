import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';

/** A clip of the corpus and what its engine says of it. */
export interface SpokenClip {
  /** Its name in the folder. */
  readonly file: string;
  readonly samples: Float32Array;
  readonly engine: string;
  readonly voice: string;
  readonly sex: 'female' | 'male';
  readonly text: string;
  /** Token, start and end in seconds. */
  readonly phones: readonly (readonly [token: string, start: number, end: number])[];
}

export const SAMPLE_RATE = 16_000;

/** Speaks the corpus into a folder, unless it is there. */
export function speak(folder: string, clips: number): void {
  execFileSync('python3', [join(import.meta.dirname, 'corpus.py'), folder, '--clips', String(clips)], {
    stdio: 'inherit',
  });
}

/** The corpus that was spoken into a folder. */
export function spokenClips(folder: string): SpokenClip[] {
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const facts = JSON.parse(line) as Omit<SpokenClip, 'samples'>;
    return { ...facts, samples: decodeWav(readFileSync(join(folder, facts.file))).channels[0]! };
  });
}
