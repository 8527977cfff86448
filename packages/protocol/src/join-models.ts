import type { Activations, Audio, Edits } from './audio.js';
import { checkNumber, show } from './check.js';
import { InputError } from './errors.js';
import { defineModel, type LayerInfo, layerLabels, type ModelAdapter, type ModelInfo } from './model.js';
import { type Padded, paddedForward } from './padded.js';
import { hashBytes } from './spec.js';

/** The layers of models that were joined: `a/encoder.1` is `encoder.1` of the one that is called `a`. */
export type JoinedLayer<M extends Readonly<Record<string, ModelAdapter<never>>>> = {
  [Name in keyof M & string]: M[Name] extends ModelAdapter<infer L> ? `${Name}/${L}` : never;
}[keyof M & string];

/** More models than anybody climbs at once. */
const MAX_MODELS = 16;

/**
 * Several models as one that hears with all of them, for sounds that excite a unit in each: an ensemble. A sound that two
 * models answer to carries further to a third that was never climbed than the sound of one.
 *
 * Layer `encoder.1` of the model called `a` is `a/encoder.1`; the tokens and labels of a layer go with it, and
 * `objectives.within('a', objective)` reads an objective as the model `a` does. Layers of a model that no objective reads are
 * not computed. `dispose` disposes all of the models. Cost and memory are the sum of theirs.
 *
 * @param models by the names that they shall have: letters, digits, `-` and `_`; 1 to 16 of them.
 * @throws InputError for names of another form, models of different sample rates, and what is no model.
 */
export function joinModels<const M extends Readonly<Record<string, ModelAdapter<never>>>>(
  models: M,
): ModelAdapter<JoinedLayer<M>> {
  const parts = partsOf(models);
  const names = Object.keys(parts);
  const all = Object.values(parts);
  const layers = Object.fromEntries(names.flatMap((name) => layersOf(name, parts[name]!)));
  const hear = <K extends string>(
    asked: readonly K[],
    answerOf: (part: string, layers: readonly string[]) => Activations,
  ): Activations<K> => {
    const answers = names.flatMap((name) => {
      const own = asked.filter((layer) => layer.startsWith(`${name}/`)).map((layer) => layer.slice(name.length + 1));
      if (own.length === 0) return [];
      const answer = answerOf(name, own);
      return own.map((layer) => [`${name}/${layer}`, answer[layer]!] as const);
    });
    return Object.fromEntries(answers) as Activations<K>;
  };
  const joined = defineModel<string>({
    name: names.map((name) => `${name}: ${parts[name]!.name}`).join(', '),
    fingerprint: hashBytes(
      new TextEncoder().encode(JSON.stringify(names.map((name) => [name, parts[name]!.fingerprint]))),
    ),
    sampleRate: all[0]!.sampleRate,
    minSamples: Math.max(...all.map(({ minSamples }) => minSamples)),
    layers,
    parts,
    forward<K extends string>(audio: Audio, asked: readonly K[]): Activations<K> {
      return hear(asked, (part, own) => parts[part]!.forward(audio, own));
    },
    ...(all.every((model) => model.forwardEdited) && {
      forwardEdited<K extends string>(audio: Audio, asked: readonly K[], edits: Edits): Activations<K> {
        return hear(asked, (part, own) => parts[part]!.forwardEdited!(audio, own, editsOf(part, edits)));
      },
    }),
    ...(all.every(paddedForward) && {
      forwardPadded<K extends string>(audio: Audio, asked: readonly K[], { lengths, edits }: Padded): Activations<K> {
        return hear(asked, (part, own) => {
          const theirs = edits && editsOf(part, edits);
          return paddedForward(parts[part]!)!(audio, own, { lengths, ...(theirs && { edits: theirs }) });
        });
      },
    }),
    dispose() {
      for (const model of all) model.dispose();
    },
  });
  return joined as unknown as ModelAdapter<JoinedLayer<M>>;
}

/** The edits of one of the models, by its own names of layers. */
function editsOf(part: string, edits: Edits): Edits {
  const of = Object.keys(edits).filter((layer) => layer.startsWith(`${part}/`));
  return Object.fromEntries(of.map((layer) => [layer.slice(part.length + 1), edits[layer]!]));
}

/**
 * The facts of one of the models that were joined.
 * @throws InputError naming the models that there are.
 */
export function partOf({ name, parts }: ModelInfo, part: string): ModelInfo {
  if (parts && Object.hasOwn(parts, part)) return parts[part]!;
  const there = parts ? `it has ${Object.keys(parts).join(', ')}` : 'join models by joinModels({ a, b })';
  throw new InputError(`${name} has no model ${show(part)}; ${there}`);
}

function partsOf(models: unknown): Readonly<Record<string, ModelAdapter>> {
  if (typeof models !== 'object' || models === null || Array.isArray(models)) {
    throw new InputError(`joinModels takes models by name, as { a, b }, got ${show(models)}`);
  }
  const entries = Object.entries(models as Record<string, ModelAdapter>);
  checkNumber('count of models to join', entries.length, { min: 1, max: MAX_MODELS });
  for (const [name, model] of entries) {
    if (!/^[\w-]{1,40}$/.test(name)) {
      throw new InputError(`the name of a joined model must be 1 to 40 letters, digits, - or _, got ${show(name)}`);
    }
    if (typeof model?.forward !== 'function')
      throw new InputError(`${name} of joinModels must be a model, got ${show(model)}`);
    const [[first, { sampleRate }]] = entries as [(typeof entries)[number]];
    if (model.sampleRate !== sampleRate) {
      throw new InputError(
        `models to join must hear at one rate; ${first} hears at ${sampleRate} Hz, ${name} at ${model.sampleRate} Hz`,
      );
    }
  }
  return Object.fromEntries(entries);
}

function layersOf(part: string, model: ModelInfo): [string, LayerInfo][] {
  return Object.entries(model.layers).map(([name, { preactivation, ...info }]) => {
    const labels = layerLabels(model, name);
    return [
      `${part}/${name}`,
      {
        ...info,
        ...(labels && { vocabulary: labels }),
        ...(preactivation && { preactivation: { ...preactivation, layer: `${part}/${preactivation.layer}` } }),
      },
    ];
  });
}
