import { InputError, listChoices, type ModelInfo, makeSpec, type Objective, show, type Term } from '@audiate/protocol';
import { describe, oneTerm } from '../combine/one-term.js';
import { checkReduce, type Reduce, reduceFrames } from '../units/reduce.js';
import { bindUnit } from '../units/unit.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { allFrames } from '../where/frame-range.js';

/** Options of {@link logit}: one frame, or a way to reduce them all. */
export interface LogitOptions {
  /** One frame of the logits. */
  readonly at?: At;
  /** Over all heard frames; `'mean'` unless given. */
  readonly reduce?: Reduce;
}

/**
 * One token's logit, for a model with a vocabulary and a layer `logits` (Lucid: `class_logit`): its mean over time
 * unless told otherwise. The token's channel is found in the vocabulary when bound.
 * @throws InputError when both `at` and `reduce` are given; when bound, for a model without vocabulary, an unknown
 * token (the message lists the vocabulary), and a frame out of range.
 */
export function logit(token: string, options: LogitOptions = {}): Objective<'logits'> {
  return oneTerm(logitTerm(token, options));
}

/** The term of {@link logit}. */
export function logitTerm(token: string, options: LogitOptions): Term<'logits'> {
  const { at } = options;
  if (at !== undefined && options.reduce !== undefined) {
    throw new InputError(`logit(${token}) takes at (one frame) or reduce (over time), not both; leave one out`);
  }
  if (at !== undefined) checkAt(at);
  const reduce = checkReduce(options.reduce ?? 'mean');
  return {
    spec: makeSpec('logit', at === undefined ? { token, reduce } : { token, at }),
    description: describe('logit', [
      token,
      ...(at === 'center' ? ['at center'] : describeAt(at ?? 'center')),
      ...(reduce === 'mean' ? [] : [reduce]),
    ]),
    layers: ['logits'],
    bind(context) {
      const channel = channelOf(context.model, token);
      const read = bindUnit(context, 'logits', channel);
      const pick = at === undefined ? allFrames : bindAt(at, 'logits', context);
      return (activations) => reduceFrames(read(activations, pick(activations.logits.shape[1])), reduce);
    },
  };
}

/** Letters and phones of a language are fewer; vocabularies of word pieces are cut in messages. */
const SPELT_OUT = 100;

function channelOf({ name, vocabulary }: ModelInfo, token: string): number {
  if (!vocabulary) {
    throw new InputError(`logit(${token}) needs a model with a vocabulary; ${name} has none: name a layer and channel`);
  }
  const channel = vocabulary.indexOf(token);
  if (channel >= 0) return channel;
  const choices = vocabulary.length > SPELT_OUT ? listChoices(vocabulary) : vocabulary.join(', ');
  throw new InputError(`unknown token ${show(token)} of ${name}; choose from ${choices}`);
}
