import { joinNumbers } from '@audiate/protocol';

/** A sound that goes by once, piece by piece: what was asked for of it is held, and nothing else. */
export interface PassingSound {
  /** How many samples have gone by. */
  readonly passed: number;
  /** How many samples are held now. */
  readonly held: number;
  /** Holds the samples from `from` until before `to`, as far as there are any; they have not gone by yet. */
  hold(from: number, to: number): Excerpt;
  /** The next samples, which are copied. */
  push(samples: Float32Array): void;
}

/** A part of a sound that goes by. */
export interface Excerpt {
  /** What has come of it; it is not held any longer. */
  take(): Float32Array;
}

export function passingSound(): PassingSound {
  let [passed, held] = [0, 0];
  const open = new Set<(samples: Float32Array) => void>();
  return {
    get passed() {
      return passed;
    },
    get held() {
      return held;
    },
    hold(from, to) {
      let parts: Float32Array[] = [];
      let length = 0;
      const see = (samples: Float32Array) => {
        const part = samples.slice(Math.max(0, from - passed), Math.max(0, to - passed));
        if (part.length === 0) return;
        parts.push(part);
        length += part.length;
        held += part.length;
      };
      open.add(see);
      return {
        take() {
          open.delete(see);
          const whole = joinNumbers(parts);
          held -= length;
          [parts, length] = [[], 0];
          return whole;
        },
      };
    },
    push(samples) {
      for (const see of open) see(samples);
      passed += samples.length;
    },
  };
}
