import { type Clip, InputError, isList, show } from '@audiate/protocol';

/** A class by its name, or a number with a unit of its own: Hz, dB, syllables a second. */
export type Label = string | number;

/** A clip and what is known of it. */
export interface LabelledClip<T extends Label = Label> {
  readonly clip: Clip;
  readonly label: T;
  /** Who speaks: clips of one group are held out together, so that a probe is judged on voices that it was not fitted on. */
  readonly group?: string;
}

/** Labels that are all classes or all numbers. */
export type Labels =
  | { readonly kind: 'classes'; readonly classes: readonly string[]; readonly values: Int32Array }
  | { readonly kind: 'numbers'; readonly values: Float64Array };

/** More than any label has classes; a list of free texts is taken for a mistake. */
const MAX_CLASSES = 1000;

/**
 * Reads labels: texts are classes, in the order of their names, at least two; numbers are numbers.
 * @param thing whose labels they are, in messages.
 * @throws InputError for none, for texts among numbers, numbers that are not finite, one class or one number only.
 */
export function readLabels(thing: string, labels: readonly Label[]): Labels {
  if (!isList(labels) || labels.length === 0) throw new InputError(`${thing} needs labels, got ${show(labels)}`);
  const kind = typeof labels[0];
  if (kind !== 'string' && kind !== 'number') {
    throw new InputError(`labels of ${thing} must be texts or numbers, got ${show(labels[0])}`);
  }
  const odd = labels.findIndex((label) => typeof label !== kind || (kind === 'number' && !Number.isFinite(label)));
  if (odd >= 0) {
    const all = kind === 'number' ? 'finite numbers, as label 0 is' : 'texts, as label 0 is';
    throw new InputError(`labels of ${thing} must all be ${all}; label ${odd} is ${show(labels[odd])}`);
  }
  const names = [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1));
  if (names.length < 2) {
    throw new InputError(`labels of ${thing} must differ to be told apart; all ${labels.length} are ${show(names[0])}`);
  }
  if (kind === 'number') return { kind: 'numbers', values: Float64Array.from(labels as readonly number[]) };
  if (names.length > MAX_CLASSES) {
    throw new InputError(`labels of ${thing} have ${names.length} classes; at most ${MAX_CLASSES} can be told apart`);
  }
  const index = new Map(names.map((name, i) => [name, i]));
  const values = Int32Array.from(labels, (label) => index.get(label)!);
  return { kind: 'classes', classes: names as string[], values };
}

/** Other labels of the kind and classes of labels that were read. @throws InputError for a class that those lack, and for another kind. */
export function valuesOf(labels: readonly Label[], like: Labels): Labels['values'] {
  const odd = (label: Label) =>
    new InputError(`a deal of labels holds ${show(label)}, which is none of the labels' own`);
  if (like.kind === 'numbers') {
    return Float64Array.from(labels, (label) => {
      if (typeof label === 'number' && Number.isFinite(label)) return label;
      throw odd(label);
    });
  }
  const index = new Map<Label, number>(like.classes.map((name, i) => [name, i]));
  return Int32Array.from(labels, (label) => {
    const found = index.get(label);
    if (found !== undefined) return found;
    throw odd(label);
  });
}
