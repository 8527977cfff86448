import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';

/** A clip of the corpus and what its engine says of it. */
export interface CorpusClip {
  readonly samples: Float32Array;
  readonly voice: string;
  readonly sex: 'female' | 'male';
  /** Token, start and end in seconds. */
  readonly phones: readonly (readonly [token: string, start: number, end: number])[];
}

export const SAMPLE_RATE = 16_000;

/** Speaks the corpus into a folder, unless it is there, and reads it. */
export function corpus(folder: string, clips: number): CorpusClip[] {
  execFileSync('python3', [join(import.meta.dirname, 'corpus.py'), folder, '--clips', String(clips)], {
    stdio: 'inherit',
  });
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { file, voice, sex, phones } = JSON.parse(line) as Omit<CorpusClip, 'samples'> & { readonly file: string };
    return { samples: decodeWav(readFileSync(join(folder, file))).channels[0]!, voice, sex, phones };
  });
}
