import { checkKeys, checkNumber, fold, InputError, isSound, type Key, key, type Sound, show } from '@audiate/protocol';
import { type SavedSound, savedSounds } from './saved-sounds.js';
import type { Trial } from './trial.js';

/** Options of {@link trialsFromFolder}. */
export interface TrialsOptions {
  /**
   * What units are to be told by, by their targets (`channel(conv.5, 3)`) or the names of their files: recordings that excite
   * them most, say. A unit without one is told by another of its sounds in the folders.
   */
  readonly references?: Readonly<Record<string, Sound>>;
  /** How texts are shown, by the texts that were climbed: `{ 'HH AH L OW': 'hello' }`. As they were climbed unless given. */
  readonly words?: Readonly<Record<string, string>>;
  /** Draws which sounds stand beside each other; 1 unless given. */
  readonly seed?: number;
}

/**
 * Trials for `listeningTest` of the folders that `save` and `renderMany` wrote, one for each unit and each word.
 *
 * For a unit: which of two clips excites the same unit as the reference? The reference is a sound from `references`, or a
 * sound of the unit that is not the right clip: of another item of a batch, or of another folder, rendered from another
 * seed. The wrong clip is a sound of another unit of the folders. For sounds of `ctc`: which of two words do you hear? The
 * wrong word is that of another sound. Which stand beside each other is drawn, each as often as the others.
 *
 * A unit is what the first term of an objective listens to: penalties behind it make no other unit.
 * @throws InputError for folders that can't be read, hold no sound, or sounds of a single unit or word, and for units that
 * have one sound and no reference; it names them.
 */
export async function trialsFromFolder(
  folder: string | readonly string[],
  options: TrialsOptions = {},
): Promise<Trial[]> {
  checkKeys('options of trialsFromFolder', options, ['references', 'words', 'seed']);
  const { references = {}, words = {}, seed = 1 } = options;
  const draw = key(checkNumber('seed', seed, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }));
  for (const [name, sound] of Object.entries(references)) {
    if (!isSound(sound)) {
      throw new InputError(
        `the reference of ${show(name)} must be a sound, { samples, sampleRate }, got ${show(sound)}`,
      );
    }
  }
  const found: SavedSound[] = [];
  for (const one of Array.isArray(folder) ? (folder as readonly string[]) : [folder as string]) {
    found.push(...(await savedSounds(one)));
  }
  const spoken = found.filter(({ text }) => text !== undefined);
  const units = grouped(found.filter(({ text }) => text === undefined));
  const wordOf = ({ text }: SavedSound) => (Object.hasOwn(words, text!) ? words[text!]! : text!);
  return [
    ...unitTrials(shuffled(units, fold(draw, 0)), references, fold(draw, 1)),
    ...wordTrials(shuffled(grouped(spoken), fold(draw, 2)), wordOf, fold(draw, 3)),
  ];
}

type Group = readonly [SavedSound, ...SavedSound[]];

/** Sounds of one unit together. */
function grouped(sounds: readonly SavedSound[]): Group[] {
  const groups = new Map<string, [SavedSound, ...SavedSound[]]>();
  for (const sound of sounds) {
    const group = groups.get(sound.unit);
    if (group) group.push(sound);
    else groups.set(sound.unit, [sound]);
  }
  return [...groups.values()];
}

function unitTrials(groups: readonly Group[], references: Readonly<Record<string, Sound>>, draw: Key): Trial[] {
  if (groups.length === 1) throw alone('unit', groups[0]![0].target);
  const referenceOf = ([{ target, name }]: Group) =>
    Object.hasOwn(references, target)
      ? references[target]
      : Object.hasOwn(references, name)
        ? references[name]
        : undefined;
  const untold = groups.filter((group) => group.length === 1 && !referenceOf(group)).map(([{ target }]) => target);
  if (untold.length > 0) {
    throw new InputError(
      `${untold.length} units have one sound and no reference, as ${show(untold[0])}; give references, render a batch, or ` +
        'add a folder that was rendered from another seed',
    );
  }
  return groups.map((group, i): Trial => {
    const [right, second] = shuffled(group, fold(fold(draw, i), 0)) as [SavedSound, SavedSound];
    const [wrong] = shuffled(groups[(i + 1) % groups.length]!, fold(fold(draw, i), 1)) as [SavedSound];
    return {
      name: right.target,
      reference: referenceOf(group) ?? second.sound,
      right: { name: right.target, sound: right.sound },
      wrong: { name: wrong.target, sound: wrong.sound },
    };
  });
}

function wordTrials(groups: readonly Group[], wordOf: (sound: SavedSound) => string, draw: Key): Trial[] {
  const all = [...new Set(groups.map(([first]) => wordOf(first)))];
  if (all.length === 1) throw alone('word', all[0]!);
  return groups.map((group, i): Trial => {
    const [heard] = shuffled(group, fold(draw, i)) as [SavedSound];
    const right = wordOf(heard);
    const wrong = all[(all.indexOf(right) + 1) % all.length]!;
    return { name: heard.target, sound: heard.sound, right, wrong };
  });
}

function alone(thing: string, name: string): InputError {
  return new InputError(
    `a choice needs sounds of two ${thing}s at least; the folders hold those of ${show(name)} alone`,
  );
}

/** The items in an order that a key draws. */
function shuffled<T>(items: readonly T[], draw: Key): T[] {
  return items
    .map((item, i) => ({ item, drawn: fold(draw, i) }))
    .sort((a, b) => a.drawn.hi - b.drawn.hi || a.drawn.lo - b.drawn.lo)
    .map(({ item }) => item);
}
