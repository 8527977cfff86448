import { InputError, show } from '@audiate/protocol';
import { checkLanes, type Lane, type Segment } from './lane.js';

/** Longer than the TextGrid of a day of speech. */
const MAX_LENGTH = 2 ** 27;

/**
 * Reads a Praat TextGrid, long or short text format: a lane for each interval tier, its intervals with a text as segments (of
 * probability 1), what lies before 0 moved there. Tiers of points have no length and are left out.
 * @returns the lanes, and the length of the sound in seconds.
 * @throws InputError for another text, one that ends early, and times that do not lie within the grid or over one another.
 */
export function readTextGrid(text: string): { readonly lanes: readonly Lane[]; readonly seconds: number } {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) {
    throw new InputError(`a TextGrid must be a text of at most ${MAX_LENGTH} characters, got ${show(text)}`);
  }
  const next = tokensOf(text);
  const [file, kind] = [next('text'), next('text')];
  if (file !== 'ooTextFile' || kind !== 'TextGrid') {
    throw new InputError(`a TextGrid must begin with "ooTextFile" and "TextGrid", got ${show(file)} and ${show(kind)}`);
  }
  const start = next('number');
  const seconds = next('number') - start;
  const lanes: Lane[] = [];
  const tiers = next('flag') === 'exists' ? next('number') : 0;
  for (let tier = 0; tier < tiers; tier++) {
    const type = next('text');
    const name = next('text');
    next('number');
    next('number');
    const count = next('number');
    const segments: Segment[] = [];
    for (let i = 0; i < count; i++) {
      const from = next('number');
      const to = type === 'IntervalTier' ? next('number') : from;
      const token = next('text');
      if (token !== '' && to > from) segments.push({ token, start: from - start, end: to - start, probability: 1 });
    }
    if (type === 'IntervalTier') lanes.push({ name, segments });
  }
  checkLanes(lanes, seconds);
  return { lanes, seconds };
}

interface Tokens {
  readonly text: string;
  readonly number: number;
  readonly flag: string;
}

/** Texts, numbers that stand free and flags, as Praat reads its files: all between them is comment. */
function tokensOf(text: string): <K extends keyof Tokens>(kind: K) => Tokens[K] {
  const pattern = /"((?:[^"]|"")*)"|<(\w+)>|(?<![^\s])(-?\d[\d.eE+-]*)(?![^\s])/g;
  return <K extends keyof Tokens>(kind: K) => {
    const found = pattern.exec(text);
    if (!found) throw new InputError(`a TextGrid ends where a ${kind} should stand; it was cut off, or is no TextGrid`);
    const [whole, quoted, flag, number] = found;
    const value =
      quoted !== undefined
        ? { text: quoted.replaceAll('""', '"') }
        : flag !== undefined
          ? { flag }
          : { number: Number(number) };
    if (kind in value) return (value as Partial<Tokens>)[kind] as Tokens[K];
    throw new InputError(`a TextGrid has ${show(whole)} where a ${kind} should stand`);
  };
}
