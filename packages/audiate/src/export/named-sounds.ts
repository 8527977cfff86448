import { clipsFrom } from '@audiate/dataset';
import type { Sound } from '@audiate/protocol';

/** A sound of a command line, and what its files are called. */
export interface NamedSound {
  readonly file: string;
  /** Plain, without ending; no other sound has it. */
  readonly name: string;
  readonly sound: Sound;
}

/** The sounds that files, folders and patterns hold, one after another. @throws InputError for one that can't be read. */
export async function* namedSounds(sources: readonly string[], signal: AbortSignal): AsyncGenerator<NamedSound> {
  for await (const { clip, name } of named(sources, signal)) {
    signal.throwIfAborted();
    const { file, sound } = clip;
    yield { file, name, sound: (typeof sound === 'function' ? await sound() : sound) as Sound };
  }
}

/** What the files of these sounds are called; none is read. @throws InputError for sources that are not there. */
export async function soundNames(sources: readonly string[], signal: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of named(sources, signal)) names.push(name);
  return names;
}

/** Reads all sounds, so that what can't be read is told before another work gives way. @throws InputError as {@link namedSounds} does. */
export async function checkSounds(sources: readonly string[], signal: AbortSignal): Promise<void> {
  for await (const _ of namedSounds(sources, signal));
}

async function* named(sources: readonly string[], signal: AbortSignal) {
  const used = new Set<string>();
  for await (const clip of clipsFrom(sources, { signal })) yield { clip, name: unused(plain(clip.file), used) };
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
