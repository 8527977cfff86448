import * as v from 'valibot';
import type { TaskName } from '../protocol/tasks.js';
import type { WrittenKind } from '../protocol/written.js';
import { ENGINES } from '../state/choices.js';
import { START } from '../state/form.js';
import { formFromHash, formToHash } from '../state/form-url.js';
import { readTarget, showTarget } from '../state/target.js';

/** Beyond what any converter does, in Hz. */
const MAX_RATE = 768_000;
/** A minute: no sound of the studio is longer. */
const MAX_SAMPLES = 60 * 192_000;
const MAX_FILES = 10_000;

const name = v.pipe(v.string(), v.maxLength(1000));
/** Also not a number, which a render that diverged scores. */
const number = v.custom<number>((given) => typeof given === 'number');
const text = v.pipe(v.string(), v.maxLength(100_000));
const samples = v.pipe(
  v.instance(Float32Array),
  v.check((given) => given.length <= MAX_SAMPLES, `at most ${MAX_SAMPLES} samples`),
);
const rate = v.pipe(v.number(), v.minValue(1), v.maxValue(MAX_RATE));
const file = v.instance(File);
const files = v.pipe(v.array(file), v.maxLength(MAX_FILES));
const recordings = v.union([v.literal('shipped'), files]);
const engine = v.picklist(Object.keys(ENGINES) as (keyof typeof ENGINES)[]);

/** What an address can say is a form, and nothing else is. */
const form = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>((given) => typeof given === 'object' && given !== null),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    try {
      const read = formFromHash(formToHash({ ...START, ...(value as object) }));
      if (read.refused.length === 0) return read.form;
      addIssue({ message: read.refused[0]! });
    } catch {
      addIssue({ message: 'no form' });
    }
    return NEVER;
  }),
);

/** As {@link form}, for what is climbed. */
const target = v.pipe(
  v.custom<Parameters<typeof showTarget>[0]>((given) => typeof given === 'object' && given !== null),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const read = readTarget(showTarget(value));
    if (read) return read;
    addIssue({ message: 'no target' });
    return NEVER;
  }),
);

/** What core and media check themselves: states, recipes, lanes. */
const checkedLater = v.custom<object>((given) => typeof given === 'object' && given !== null);

const source = v.variant('kind', [
  v.object({ kind: v.literal('embedded'), name: v.picklist(['tiny', 'tinyB']) }),
  v.object({
    kind: v.literal('hub'),
    id: v.pipe(v.string(), v.regex(/^\w[\w.-]{0,95}\/\w[\w.-]{0,95}$/, 'no id of the Hub')),
  }),
  v.object({ kind: v.literal('named') }),
  v.object({ kind: v.literal('files'), folder: v.optional(name), files, sampleRate: rate }),
]);

const report = v.object({
  name,
  detail: name,
  passedOver: v.pipe(v.array(v.object({ name, why: text })), v.maxLength(100)),
});

const rendered = v.object({
  form,
  audio: samples,
  sampleRate: rate,
  score: number,
  best: v.object({ step: number, score: number }),
  stopped: v.picklist(['done', 'plateau', 'aborted', 'diverged']),
  history: v.array(number),
  engine: report,
  recipe: checkedLater,
  asleep: v.array(name),
});

const line = v.object({
  ...{ name, value: name, meaning: text },
  ...{ compare: v.optional(text), holds: v.optional(v.boolean()) },
});
const texts = v.pipe(v.array(text), v.maxLength(MAX_FILES));

const card = v.object({
  verdict: text,
  lines: v.pipe(v.array(line), v.maxLength(100)),
  seconds: number,
  recordings: number,
  missing: texts,
  skipped: texts,
});

const KINDS = ['wav', 'loop', 'recipe', 'page', 'textgrid'] as const satisfies readonly WrittenKind[];

/** What may be asked, by the task: what else an ask holds is left out. */
export const ASKS = {
  open: source,
  warm: v.object({ engine }),
  render: v.object({
    form,
    resume: v.optional(v.object({ form: text, fingerprint: name, state: checkedLater })),
  }),
  hear: v.object({ audio: samples, target }),
  evaluate: v.object({
    rendered: v.object({ form, audio: samples, recipe: checkedLater }),
    speech: recordings,
    ascent: v.boolean(),
  }),
  scan: v.object({ files: recordings, target }),
  fire: v.object({ samples, sampleRate: rate, layer: name }),
  write: v.object({ kind: v.picklist(KINDS), rendered, lanes: v.array(checkedLater), card: v.optional(card) }),
} satisfies Readonly<Record<TaskName, v.GenericSchema>>;
