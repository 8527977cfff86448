import { fold, key, uniform } from '@audiate/protocol';
import type { CorpusClip } from '../scan/clip-source.js';

/** Clips of noise under a tone, of 0.1 to 0.6 s at 16 kHz, always the same ones. */
export function toyCorpus(count: number, from = 0): CorpusClip[] {
  return Array.from({ length: count }, (_, i) => toyClip(from + i));
}

export function toyClip(i: number): CorpusClip {
  const length = 1600 * (1 + ((i * 7) % 6));
  return {
    file: `clip-${String(i).padStart(4, '0')}.wav`,
    sound: () => {
      const noise = uniform(fold(key(7), i), length);
      return Float32Array.from(
        noise,
        (value, t) => 0.2 * (value - 0.5) + 0.5 * Math.sin(0.01 * (1 + (i % 5)) * t) * Math.cos(0.0003 * i * t),
      );
    },
    ...(i % 2 ? { label: i % 4 === 1 ? 'odd' : 'odder' } : {}),
    ...(i % 3 ? {} : { transcript: `words ${i}` }),
  };
}
