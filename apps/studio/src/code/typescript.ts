import type { DictionaryFacts, Loader } from '../protocol/model.js';
import { ENGINES, PARAMS, PENALTIES, type PenaltyName, TRANSFORMS } from '../state/choices.js';
import type { Form } from '../state/form.js';
import type { Target } from '../state/target.js';
import { modelName } from './model-name.js';
import { quoted } from './quote.js';

/** What is known of the open model, beside the form. */
export interface Opened {
  readonly loader: Loader;
  /** Hz. */
  readonly sampleRate: number;
  readonly dictionary?: DictionaryFacts;
}

const PACKAGES: Readonly<Record<Exclude<Loader, 'embedded'>, string>> = {
  loadWav2Vec2: '@audiate/models-wav2vec2',
  loadWhisper: '@audiate/models-whisper',
  loadAst: '@audiate/models-ast',
  loadOnnx: '@audiate/models-onnx',
  loadTfjs: '@audiate/models-tfjs',
};

/** Loaders of files that do not say what the model hears: they are told. */
export const RATED: ReadonlySet<Loader> = new Set(['loadOnnx', 'loadTfjs']);

/** A program that makes the sound of a form, and writes it to the folder `out`. */
export function typescriptOf(form: Form, opened: Opened): string {
  const objective = objectiveOf(form);
  const settings = settingsOf(form);
  const used = ['objectives', 'param', 'render', 'save', 'transforms'].filter(
    (name) => name === 'render' || name === 'save' || `${objective}${settings.join()}`.includes(`${name}.`),
  );
  const [importing, opening] = modelOf(form.model, opened);
  return `import { ${used.join(', ')} } from '@audiate/core';
${importing}

const model = ${opening};
const objective = ${objective};
const result = await render(model, objective, {
${settings.map((setting) => `  ${setting},`).join('\n')}
});
await save(result, 'out');
`;
}

function modelOf(model: string, { dictionary, ...opened }: Opened): readonly [importing: string, opening: string] {
  if (!dictionary) return aloneOf(model, opened);
  const { of, source, layer } = dictionary;
  const [importing, opening] = aloneOf(of, opened);
  return [
    `${importing}\nimport { loadDictionary, withDictionary } from '@audiate/sae';`,
    `withDictionary(${opening}, ${quoted(layer)}, await loadDictionary(${quoted(modelName(source))}))`,
  ];
}

function aloneOf(model: string, { loader, sampleRate }: Opened): readonly [importing: string, opening: string] {
  if (loader === 'embedded') return [`import { ${model} } from '@audiate/wav2vec2-tiny';`, `await ${model}()`];
  const options = RATED.has(loader) ? `, { sampleRate: ${sampleRate} }` : '';
  return [`import { ${loader} } from '${PACKAGES[loader]}';`, `await ${loader}(${quoted(modelName(model))}${options})`];
}

function objectiveOf({ target, penalties }: Form): string {
  const weighed = (Object.entries(penalties) as [PenaltyName, number][])
    .filter(([, weight]) => weight > 0)
    .map(([name, weight]) => `objectives.scale(${PENALTIES[name].code}, ${weight})`);
  const own = targetOf(target);
  return weighed.length > 0 ? `objectives.sum(${[own, ...weighed].join(', ')})` : own;
}

function targetOf(target: Target): string {
  if (target.kind === 'unit') return `objectives.channel(${quoted(target.layer)}, ${target.unit})`;
  return target.kind === 'token'
    ? `objectives.logit(${quoted(target.token)})`
    : `objectives.ctc(${quoted(target.text)})`;
}

function settingsOf({ steps, seconds, seed, param, transforms, engine }: Form): string[] {
  const choices = { param: PARAMS[param].code, transforms: TRANSFORMS[transforms].code, engine: ENGINES[engine].code };
  const chosen = Object.entries(choices).flatMap(([name, code]) => (code === undefined ? [] : [`${name}: ${code}`]));
  return [`steps: ${steps}`, `seconds: ${seconds}`, `seed: ${seed}`, ...chosen];
}
