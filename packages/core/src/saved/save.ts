import { encodeWav, page, picture, writeWhole } from '@audiate/media';
import { checkKeys, InputError, show } from '@audiate/protocol';
import type { RenderResult } from '../record/result.js';
import { type ResultCard, resultCard } from './result-card.js';

/** Options of {@link save}. */
export interface SaveOptions {
  /** Heading of the page; what was climbed unless given. */
  readonly title?: string;
  /** A paragraph below the heading. */
  readonly intro?: string;
}

/**
 * Writes a result into a folder, which is made if need be: for each item its last sound as a float32 WAV file at the
 * model's rate and the param's own level (`audio.wav`, or `audio-0.wav` … for a batch) and its picture (`.png`), the
 * recipe for `replay` (`recipe.json`), and `index.html`, a page to look at and listen to that loads nothing else.
 *
 * Several results by name, `save({ early, later }, folder)`, share one page; their files are called `early.wav`,
 * `early.png` and `early.recipe.json`.
 *
 * The files appear whole or not at all. Works in Node only; in a browser use the functions of `@audiate/media`.
 * @throws InputError when the folder cannot be written, or a name has other characters than letters, digits, `-`, `_`.
 */
export async function save(
  results: RenderResult | Readonly<Record<string, RenderResult>>,
  folder: string,
  options: SaveOptions = {},
): Promise<void> {
  if (typeof results !== 'object' || results === null) {
    throw new InputError(`save needs a result or results by name, got ${show(results)}`);
  }
  checkKeys('options of save', options, ['title', 'intro']);
  const files = new Map<string, Uint8Array | string>();
  const cards = isResult(results)
    ? addFiles(files, results, { name: 'audio', recipe: 'recipe.json' })
    : Object.entries(results).flatMap(([name, result]) =>
        addFiles(files, result, { name: checkName(name), recipe: `${name}.recipe.json` }),
      );
  if (cards.length === 0) throw new InputError('save needs at least one result, got none');
  const { title = cards[0]!.title, intro } = options;
  files.set('index.html', page({ title, cards, ...(intro ? { intro } : {}) }));
  await writeWhole(folder, files);
}

function addFiles(
  files: Map<string, Uint8Array | string>,
  result: RenderResult,
  as: { readonly name: string; readonly recipe: string },
): ResultCard[] {
  const { audio, sampleRate, recipe } = result;
  files.set(as.recipe, `${JSON.stringify(recipe, null, 2)}\n`);
  return audio.map((sound, item) => {
    const card = resultCard(result, item);
    const { title, subtitle } = card;
    const name = audio.length > 1 ? `${as.name}-${item}` : as.name;
    files.set(`${name}.wav`, encodeWav(sound, { sampleRate }));
    files.set(`${name}.png`, picture(sound, { sampleRate, title, subtitle }));
    return card;
  });
}

function isResult(results: RenderResult | Readonly<Record<string, RenderResult>>): results is RenderResult {
  return Array.isArray((results as RenderResult).audio);
}

function checkName(name: string): string {
  if (/^[\w-]{1,100}$/.test(name)) return name;
  throw new InputError(`a result's name must be 1 to 100 letters, digits, - or _ to name its files, got ${show(name)}`);
}
