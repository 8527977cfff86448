import { clipsFrom } from '@audiate/dataset';
import type { Sound } from '@audiate/protocol';
import { soundsOf } from './sounds-of.js';

/** A sound of a command line, and what its files are called. */
export interface NamedSound {
  readonly file: string;
  /** Plain, without ending; no other sound has it. */
  readonly name: string;
  readonly sound: Sound;
}

/** The sounds that files, folders and patterns hold, one after another. @throws InputError for one that can't be read. */
export async function* namedSounds(sources: readonly string[], signal: AbortSignal): AsyncGenerator<NamedSound> {
  const used = new Set<string>();
  for await (const { file, sound } of clipsFrom(await soundsOf(sources), { signal })) {
    signal.throwIfAborted();
    const read = (typeof sound === 'function' ? await sound() : sound) as Sound;
    yield { file, name: unused(plain(file), used), sound: read };
  }
}

/** A name without folders and ending, of characters that every disk takes. */
function plain(file: string): string {
  const last = file
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.\w{1,5}$/, '');
  return last.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 80) || 'sound';
}

function unused(name: string, used: Set<string>): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (used.has(candidate.toLowerCase())) continue;
    used.add(candidate.toLowerCase());
    return candidate;
  }
}
