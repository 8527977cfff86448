import { unclippedGain } from '@audiate/media';
import { checkChoice } from '@audiate/protocol';

/** The level of the WAV files of sounds. */
export interface FileLevel {
  /**
   * `unclipped` (unless given): a sound that leaves ±1 is written softer, by a power of two, so that no player clips it; its
   * card says by how much. `raw`: every sound at the param's own level. A sound within ±1 is the same, bit for bit, in both.
   */
  readonly level?: 'unclipped' | 'raw';
}

/** @throws InputError for a level that is not one. */
export function checkLevel(level: FileLevel['level']): 'unclipped' | 'raw' {
  return checkChoice('level', level ?? 'unclipped', ['unclipped', 'raw']);
}

/** What a sound is multiplied by in its file; 1 for one within ±1. */
export function fileGain(audio: Float32Array, level: FileLevel['level']): number {
  return level === 'raw' ? 1 : unclippedGain(audio);
}

/** What a card tells of the level of a file: nothing where sound and file are the same and play as they are. */
export function levelFacts(audio: Float32Array, gain: number): { readonly name: string; readonly value: string }[] {
  if (unclippedGain(audio) === 1) return [];
  const softer = `${(-20 * Math.log10(gain)).toFixed(1)} dB softer, so that no player clips (sound = ${1 / gain} × file)`;
  return [{ name: 'level of the WAV', value: gain === 1 ? 'raw; it leaves ±1, which players clip' : softer }];
}
