import { checkNumber, InputError, isList, show } from '@audiate/protocol';
import { type IndexFacts, MAX_SKIPS } from './facts.js';

/** Highest or lowest moments, and windows of the sample, that are kept at most. */
export const MAX_KEPT = 1024;
/** Units of a layer: its rows are in memory at once. */
export const MAX_CHANNELS = 2 ** 17;
/** Seconds of a window: what is shown of a moment lies within one. */
export const MAX_WINDOW_SECONDS = 600;
/** Highest moments of all units of a layer together. */
export const MAX_MOMENTS = 2 ** 24;

type Fields = Readonly<Record<string, unknown>>;
const WHOLE = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true } as const;

/**
 * Whether what a file says of itself can be believed: shapes, counts and bounds, of which everything later is made.
 * @throws InputError naming the first field that can't be.
 */
export function checkFacts(value: unknown): IndexFacts {
  const facts = fieldsOf('the facts', value);
  const model = fieldsOf('model', facts.model);
  for (const name of ['name', 'fingerprint']) checkText(`model.${name}`, model[name]);
  const sampleRate = checkNumber('model.sampleRate', model.sampleRate, { above: 0 });
  const settings = fieldsOf('settings', facts.settings);
  const window = checkNumber('settings.window', settings.window, { above: 0, max: MAX_WINDOW_SECONDS });
  checkNumber('settings.grid', settings.grid, { min: 0 });
  const topK = checkNumber('settings.topK', settings.topK, { min: 1, max: MAX_KEPT, integer: true });
  const sampled = checkNumber('settings.sampled', settings.sampled, { min: 1, max: MAX_KEPT, integer: true });
  const layers = listOf('layers', facts.layers, Number.POSITIVE_INFINITY);
  for (const [i, layer] of layers.entries()) checkLayer(`layers[${i}]`, fieldsOf(`layers[${i}]`, layer), topK);
  if (new Set(layers.map((layer) => (layer as Fields).name)).size < layers.length) {
    throw new InputError('layers must have names of their own, got one twice');
  }
  for (const name of ['clips', 'windows', 'samples']) checkNumber(name, facts[name], WHOLE);
  checkHash('clipsHash', facts.clipsHash);
  checkSkips(fieldsOf('skipped', facts.skipped));
  for (const [i, sample] of listOf('sample', facts.sample, sampled).entries()) {
    checkWindow(`sample[${i}]`, fieldsOf(`sample[${i}]`, sample), Math.ceil(window * sampleRate) + 1);
  }
  return value as IndexFacts;
}

function checkLayer(where: string, layer: Fields, topK: number): void {
  checkText(`${where}.name`, layer.name);
  const max = Math.min(MAX_CHANNELS, Math.floor(MAX_MOMENTS / topK));
  checkNumber(`${where}.channels`, layer.channels, { min: 1, max, integer: true });
  // A layer of one frame has no hop, and its place in the clip is never asked for.
  if (layer.hop !== undefined) {
    checkNumber(`${where}.hop`, layer.hop, { above: 0 });
    checkNumber(`${where}.offset`, layer.offset);
    checkNumber(`${where}.minSamples`, layer.minSamples, { min: 0 });
    checkNumber(`${where}.receptiveField`, layer.receptiveField, { min: 0 });
  }
  if (layer.vocabulary === undefined) return;
  for (const [i, name] of listOf(`${where}.vocabulary`, layer.vocabulary, MAX_CHANNELS).entries()) {
    checkText(`${where}.vocabulary[${i}]`, name);
  }
}

function checkSkips(skipped: Fields): void {
  checkNumber('skipped.count', skipped.count, WHOLE);
  for (const [i, skip] of listOf('skipped.first', skipped.first, MAX_SKIPS).entries()) {
    const { file, why } = fieldsOf(`skipped.first[${i}]`, skip);
    checkText(`skipped.first[${i}].file`, file);
    checkText(`skipped.first[${i}].why`, why);
  }
}

function checkWindow(
  where: string,
  { file, start, samples, label, transcript, hash }: Fields,
  mostSamples: number,
): void {
  checkText(`${where}.file`, file);
  checkNumber(`${where}.start`, start, WHOLE);
  checkNumber(`${where}.samples`, samples, { min: 1, max: mostSamples, integer: true });
  checkHash(`${where}.hash`, hash);
  if (label !== undefined) checkText(`${where}.label`, label);
  if (transcript !== undefined) checkText(`${where}.transcript`, transcript);
}

function fieldsOf(thing: string, value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new InputError(`${thing} must be an object, got ${show(value)}`);
}

function listOf(thing: string, value: unknown, most: number): readonly unknown[] {
  if (isList(value) && value.length <= most) return value;
  throw new InputError(
    `${thing} must be a list${Number.isFinite(most) ? ` of at most ${most}` : ''}, got ${show(value)}`,
  );
}

function checkText(thing: string, value: unknown): void {
  if (typeof value !== 'string') throw new InputError(`${thing} must be a text, got ${show(value)}`);
}

function checkHash(thing: string, value: unknown): void {
  if (typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)) return;
  throw new InputError(`${thing} must be 16 hexadecimal digits, got ${show(value)}`);
}
