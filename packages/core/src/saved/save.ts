import { encodeWav, type Lane, laneFiles, page, picture, writeWhole } from '@audiate/media';
import { checkKeys, InputError, show } from '@audiate/protocol';
import type { RenderResult } from '../record/result.js';
import { checkLevel, type FileLevel, fileGain, levelFacts } from './file-level.js';
import { resultCard } from './result-card.js';

/** Options of {@link save}. */
export interface SaveOptions extends FileLevel {
  /** Heading of the page; what was climbed unless given. */
  readonly title?: string;
  /** A paragraph below the heading. */
  readonly intro?: string;
  /** A sentence on the card of a result, such as what its unit is known for; for several results by their names. None unless given. */
  readonly description?: string | Readonly<Record<string, string>>;
  /**
   * What listeners hear in the sounds, as `readOut(model, result.audio)` of `@audiate/evaluate` answers: the lanes of each
   * item; for several results by their names. Nothing unless given.
   */
  readonly readOut?: readonly (readonly Lane[])[] | Readonly<Record<string, readonly (readonly Lane[])[]>>;
}

/** For each item of a result its lanes. */
type ItemLanes = readonly (readonly Lane[])[];

/**
 * Writes a result into a folder, which is made if need be: for each item its last sound as a float32 WAV file at the
 * model's rate (`audio.wav`, or `audio-0.wav` … for a batch) and its picture (`.png`), the recipe for `replay`
 * (`recipe.json`), and `index.html`, a page to look at and listen to that loads nothing else.
 *
 * A sound within ±1 is written bit for bit. One that leaves ±1 is written softer, by a power of two, and its card says so;
 * `level: 'raw'` writes it as it is, too, for programs rather than players.
 *
 * Several results by name, `save({ early, later }, folder)`, share one page; their files are called `early.wav`,
 * `early.png` and `early.recipe.json`.
 *
 * With `readOut`, the picture and the page show what listeners hear below the spectrogram, and beside each WAV file stand
 * a Praat TextGrid (`audio.TextGrid`) and an Audacity label file for each listener (`audio.tiny.txt`).
 *
 * The files appear whole or not at all. Works in Node only; in a browser use the functions of `@audiate/media`.
 * @throws InputError when the folder cannot be written, for an option that is not one, a name that has other characters
 * than letters, digits, `-`, `_`, and a `readOut` that is not of these results.
 */
export async function save(
  results: RenderResult | Readonly<Record<string, RenderResult>>,
  folder: string,
  options: SaveOptions = {},
): Promise<void> {
  if (typeof results !== 'object' || results === null) {
    throw new InputError(`save needs a result or results by name, got ${show(results)}`);
  }
  checkKeys('options of save', options, ['title', 'intro', 'description', 'level', 'readOut']);
  const level = checkLevel(options.level);
  const files = new Map<string, Uint8Array | string>();
  const { readOut, description } = options;
  const cards = isResult(results)
    ? addFiles(files, results, {
        name: 'audio',
        recipe: 'recipe.json',
        level,
        description: checkDescription(description),
        lanes: checkReadOut(readOut, results),
      })
    : Object.entries(results).flatMap(([name, result]) =>
        addFiles(files, result, {
          name: checkName(name),
          recipe: `${name}.recipe.json`,
          level,
          description: checkDescription(ofResult('description', name, { options: description, results })),
          lanes: checkReadOut(ofResult('readOut', name, { options: readOut, results }), result),
        }),
      );
  if (cards.length === 0) throw new InputError('save needs at least one result, got none');
  const { title = cards[0]!.title, intro } = options;
  files.set('index.html', page({ title, cards, ...(intro ? { intro } : {}) }));
  await writeWhole(folder, files);
}

function addFiles(
  files: Map<string, Uint8Array | string>,
  result: RenderResult,
  as: {
    readonly name: string;
    readonly recipe: string;
    readonly level: FileLevel['level'];
    readonly description: string | undefined;
    readonly lanes: ItemLanes;
  },
) {
  const { audio, sampleRate, recipe } = result;
  files.set(as.recipe, `${JSON.stringify(recipe, null, 2)}\n`);
  return audio.map((sound, item) => {
    const lanes = as.lanes[item]!;
    const plain = resultCard(result, item);
    const description = [as.description, plain.description].filter(Boolean).join('\n');
    const card = { ...plain, lanes, ...(description ? { description } : {}) };
    const { title, subtitle } = card;
    const name = audio.length > 1 ? `${as.name}-${item}` : as.name;
    const gain = fileGain(sound, as.level);
    files.set(`${name}.wav`, encodeWav(sound, { sampleRate, gain }));
    files.set(`${name}.png`, picture(sound, { sampleRate, title, subtitle, lanes }));
    for (const [file, text] of laneFiles(name, lanes, sound.length / sampleRate)) files.set(file, text);
    return { ...card, facts: [...card.facts, ...levelFacts(sound, gain)] };
  });
}

function isResult(results: RenderResult | Readonly<Record<string, RenderResult>>): results is RenderResult {
  return Array.isArray((results as RenderResult).audio);
}

/** What an option that goes by the results' names holds for one of them. */
function ofResult(
  option: string,
  name: string,
  { options, results }: { readonly options: unknown; readonly results: object },
): unknown {
  if (options === undefined) return undefined;
  checkKeys(`${option} of several results`, options as Readonly<Record<string, unknown>>, Object.keys(results));
  return Object.hasOwn(options as object, name) ? (options as Readonly<Record<string, unknown>>)[name] : undefined;
}

function checkDescription(description: unknown): string | undefined {
  if (description === undefined || typeof description === 'string') return description;
  throw new InputError(
    `description must be a text for one result, or texts by the names of several, got ${show(description)}`,
  );
}

/** The lanes of each item of a result; none where it was not read out. */
function checkReadOut(readOut: unknown, { audio }: RenderResult): ItemLanes {
  if (readOut === undefined) return audio.map(() => []);
  if (Array.isArray(readOut) && readOut.length === audio.length) return readOut;
  const got = Array.isArray(readOut) ? String(readOut.length) : show(readOut);
  throw new InputError(
    `readOut must be a list of the lanes of each of ${audio.length} sounds, as await readOut(model, result.audio) answers, got ${got}`,
  );
}

function checkName(name: string): string {
  if (/^[\w-]{1,100}$/.test(name)) return name;
  throw new InputError(`a result's name must be 1 to 100 letters, digits, - or _ to name its files, got ${show(name)}`);
}
