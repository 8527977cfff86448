import { decodeWav, readPlainFile } from '@audiate/media';
import { memberOf } from '@audiate/objectives';
import { hashBytes, InputError, nodeFiles, type Sound, type Spec, show } from '@audiate/protocol';

/** A sound of a folder, and what it was rendered for. */
export interface SavedSound {
  /** Its file, without `.wav`. */
  readonly name: string;
  readonly sound: Sound;
  /** What was climbed: `channel(conv.5, 3)`. */
  readonly target: string;
  /** The same for sounds of the same unit of the same model: what the objective's first term listens to. */
  readonly unit: string;
  /** What a sound of `ctc` is to say. */
  readonly text?: string;
}

/** A sweep of 100,000 targets has 300,000 files; who makes a test of them chooses a part. */
const MAX_FILES = 20_000;
/** A million steps of a curve take about 20 MB. */
const MAX_RECORD_BYTES = 2 ** 26;
/** Ten minutes of float32 at 48 kHz take 115 MB. */
const MAX_WAV_BYTES = 2 ** 27;

/**
 * The sounds that `save` and `renderMany` left in a folder, in the order of their files' names.
 * @throws InputError for a folder that can't be read, has too many files or holds no such sound, and for one that is damaged.
 */
export async function savedSounds(folder: string): Promise<SavedSound[]> {
  if (typeof folder !== 'string' || folder === '') throw new InputError(`folder must be a path, got ${show(folder)}`);
  const purpose = `can't read the folder ${JSON.stringify(folder)}`;
  const { fs, path } = nodeFiles(purpose);
  const files = await fs.readdir(folder).catch((cause: Error) => {
    throw new InputError(`${purpose}: ${cause.message}`, { cause });
  });
  if (files.length > MAX_FILES) {
    throw new InputError(
      `${purpose}: it has ${files.length} files, more than ${MAX_FILES}; copy what you want to test`,
    );
  }
  const found: SavedSound[] = [];
  for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
    const at = path.join(folder, file);
    try {
      const text = new TextDecoder().decode(await readPlainFile(at, MAX_RECORD_BYTES));
      for (const { name, ...facts } of readFacts(file, text)) {
        const wav = decodeWav(await readPlainFile(path.join(folder, `${name}.wav`), MAX_WAV_BYTES));
        found.push({ name, sound: { samples: wav.channels[0]!, sampleRate: wav.sampleRate }, ...facts });
      }
    } catch (cause) {
      throw new InputError(`can't read the sounds of ${show(at)}: ${(cause as Error).message}`, { cause });
    }
  }
  if (found.length === 0) throw new InputError(`${purpose}: it holds no sounds of save or renderMany`);
  return found;
}

type Facts = Omit<SavedSound, 'sound'>;

/** What a JSON file tells of the sounds beside it; nothing for one that `save` and `renderMany` did not write. */
function readFacts(file: string, text: string): Facts[] {
  const json = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
  const base = file.slice(0, -'.json'.length);
  if (typeof json !== 'object' || json === null) return [];
  if (isObject(json.recipe) && Number.isInteger(json.item)) {
    return [factsOf(base, json.recipe, json.item as number, json.target)];
  }
  const saved = base === 'recipe' ? 'audio' : /^([\w-]{1,100})\.recipe$/.exec(base)?.[1];
  if (saved === undefined || !Array.isArray(json.objective)) return [];
  const batch = json.batch as number;
  if (!(Number.isInteger(batch) && batch >= 1 && batch <= MAX_FILES)) throw new Error('it is damaged');
  return Array.from({ length: batch }, (_, item) => factsOf(batch > 1 ? `${saved}-${item}` : saved, json, item));
}

/** @param told what was climbed, where the file tells. */
function factsOf(name: string, recipe: Readonly<Record<string, unknown>>, item: number, told?: unknown): Facts {
  const { model, objective } = recipe;
  if (!isObject(model) || !Array.isArray(objective)) throw new Error('it is damaged');
  const own = (objective as readonly unknown[]).flatMap((entry) => {
    if (!isObject(entry) || !isObject(entry.term) || typeof entry.description !== 'string')
      throw new Error('it is damaged');
    const term = entry.term as Spec;
    const member = memberOf(term);
    if (member && member.item !== item) return [];
    return [{ term: member?.term ?? term, description: entry.description.replace(/ for item \d+$/, '') }];
  });
  const [first] = own;
  if (!first) throw new Error('it is damaged');
  const unit = hashBytes(new TextEncoder().encode(JSON.stringify([model.fingerprint, first.term])));
  const target = typeof told === 'string' ? told : own.map(({ description }) => description).join(' + ');
  const text = textOf(first.term);
  return { name, target, unit, ...(text !== undefined && { text }) };
}

function textOf({ kind, text }: Spec): string | undefined {
  if (kind !== 'ctc') return undefined;
  return typeof text === 'string' ? text : Array.isArray(text) ? text.join(' ') : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
