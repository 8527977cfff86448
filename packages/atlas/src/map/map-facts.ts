import { InputError, show } from '@audiate/protocol';

/** What a map says of itself. */
export interface MapFacts {
  readonly model: { readonly name: string; readonly fingerprint: string; readonly sampleRate: number };
  /** Where the model is, as its plan names it: `tiny`, an id of the Hub; undefined where the plan does not say. */
  readonly source: string | undefined;
  /** What the labels are, such as `phones`; undefined where no speech was labelled. */
  readonly labels: { readonly kind: string } | undefined;
}

const MAX_LENGTH = 400;

/**
 * Reads the facts of a map's file.
 * @param source as a message names the file.
 * @throws InputError for another format, and for a name that is missing or too long.
 */
export function mapFacts(told: Readonly<Record<string, unknown>>, source: string): MapFacts {
  if (told.format !== 1) {
    throw new InputError(`${show(source)} has the format ${show(told.format)}, and this reads 1; update audiate`);
  }
  const text = (value: unknown, what: string): string => {
    if (typeof value === 'string' && value.length <= MAX_LENGTH) return value;
    throw new InputError(`${show(source)} names no ${what} of at most ${MAX_LENGTH} letters; make the map anew`);
  };
  const model = Object(told.model);
  const labels = told.labels === undefined || told.labels === null ? undefined : Object(told.labels);
  const { sampleRate } = model;
  if (!(typeof sampleRate === 'number' && sampleRate > 0 && sampleRate <= 1e6)) {
    throw new InputError(`${show(source)} has the sample rate ${show(sampleRate)}; make the map anew`);
  }
  return {
    model: {
      name: text(model.name, 'model'),
      fingerprint: text(model.fingerprint, 'fingerprint of its model'),
      sampleRate,
    },
    source: told.source === undefined || told.source === null ? undefined : text(told.source, 'source of its model'),
    labels: labels && { kind: text(labels.kind, 'kind of labels') },
  };
}
