import {
  type Context,
  checkNumber,
  InputError,
  isLayer,
  layerInfo,
  type Objective,
  show,
  specOf,
} from '@audiate/protocol';
import { describe, oneTerm, termKind } from '../one-term.js';
import { rawFrames } from '../where/frame-range.js';
import { ctcLogProbability } from './ctc-log-probability.js';
import { describeText, type Spelling, spell } from './spell.js';
import { vocabularyOf } from './vocabulary.js';

/** Options of {@link ctc}. */
export interface CtcOptions {
  /** CTC's blank, by its token; the one of the model's tokenizer unless given. */
  readonly blank?: string;
}

/**
 * That the model says a whole text, for a model with a CTC head (a vocabulary and a layer `logits`): minus the CTC loss,
 * the natural logarithm of the probability of all alignments of the text to the heard frames (Graves et al. 2006).
 * At most 0, which is certainty; not divided by the text's length (PyTorch's `ctc_loss` with `reduction='none'`).
 *
 * `ctc('hello world')` is spelt for a vocabulary of letters by the longest tokens that fit, with the word delimiter between
 * words, as transformers' tokenizer does; `ctc('HH AH L OW')` token by token for one of phones; a list holds
 * one token each. A stretch of the sound is chosen by `timeWindow`.
 * @throws InputError for a text that is neither; when bound, for a model without a vocabulary, `logits` or blank, an
 * unknown token (the message lists the vocabulary), an empty text, and a text that needs more frames than the audio has:
 * one for each token and one between equal neighbours.
 */
export function ctc(text: string | readonly string[], options: CtcOptions = {}): Objective<'logits'> {
  const { blank } = options;
  checkText(text);
  const said = typeof text === 'string' ? text : [...text];
  const description = describe('ctc', [describeText(said), ...(blank === undefined ? [] : [`blank ${blank}`])]);
  return oneTerm<'logits'>({
    spec: specOf(ctcKind, { text: said, blank }),
    description,
    layers: ['logits'],
    layersIn(model) {
      // says why there is none, where the model knows, before the layer is found missing
      if (!isLayer(model, 'logits')) vocabularyOf(model, description);
      return ['logits'];
    },
    bind(context) {
      const spelling = spell(said, blank, context.model);
      const needed = framesNeeded(spelling);
      checkFrames(description, needed, context);
      return ({ logits }) => {
        const frames = logits.shape[1];
        if (frames < needed) {
          throw new InputError(
            `${description} needs ${needed} frames of logits and the transforms left ${frames}; render more or transform less`,
          );
        }
        return ctcLogProbability(logits, spelling);
      };
    },
  });
}

/** The kind of {@link ctc}. */
export const ctcKind = termKind(
  'ctc',
  ({ text, ...options }: CtcOptions & { readonly text: string | readonly string[] }) => ctc(text, options),
);

/** As many as tokens, and a blank between equal neighbours. */
function framesNeeded({ channels }: Spelling): number {
  return channels.length + channels.filter((channel, i) => i > 0 && channel === channels[i - 1]).length;
}

function checkFrames(description: string, needed: number, context: Context): void {
  const frames = rawFrames(context, 'logits');
  if (frames >= needed) return;
  const { hop, minSamples } = layerInfo(context.model, 'logits');
  throw new InputError(
    `${description} needs ${needed} frames of logits and ${context.samples} samples give ${frames}; ` +
      `render at least ${minSamples + (needed - 1) * hop} samples`,
  );
}

/** Longer than any sound that is rendered says. */
const MAX_LENGTH = 10_000;

function checkText(text: string | readonly string[]): void {
  const list = Array.isArray(text) && text.every((token) => typeof token === 'string');
  if (typeof text !== 'string' && !list) {
    throw new InputError(`the text of ctc must be a string or a list of tokens, got ${show(text)}`);
  }
  checkNumber('length of the text of ctc', text.length, { min: 1, max: MAX_LENGTH });
}
