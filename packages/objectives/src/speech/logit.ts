import { InputError, makeSpec, type Objective, type Term } from '@audiate/protocol';
import { describe, oneTerm } from '../combine/one-term.js';
import { checkReduce, type Reduce, reduceFrames } from '../units/reduce.js';
import { bindUnit } from '../units/unit.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { allFrames } from '../where/frame-range.js';
import { channelOf, vocabularyOf } from './vocabulary.js';

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
      const vocabulary = vocabularyOf(context.model, `logit(${token})`);
      const channel = channelOf(token, vocabulary, context.model);
      const read = bindUnit(context, 'logits', channel);
      const pick = at === undefined ? allFrames : bindAt(at, 'logits', context);
      return (activations) => reduceFrames(read(activations, pick(activations.logits.shape[1])), reduce);
    },
  };
}
