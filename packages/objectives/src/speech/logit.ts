import { type Activations, InputError, type Objective, specOf } from '@audiate/protocol';
import { describe, oneTerm, termKind } from '../one-term.js';
import { checkReduce, type Reduce, reduceFrames } from '../units/reduce.js';
import { bindUnit } from '../units/unit.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { allFrames } from '../where/frame-range.js';
import { labelledLayer } from './labelled-layer.js';
import { channelOf } from './vocabulary.js';

/** Options of {@link logit}: one frame, or a way to reduce them all. */
export interface LogitOptions {
  /** One frame of the logits. */
  readonly at?: At;
  /** Over all heard frames; `'mean'` unless given. */
  readonly reduce?: Reduce;
}

/**
 * One token's or class's logit (Lucid: `class_logit`): its mean over time unless told otherwise. The name is looked up when
 * bound: among the tokens of `logits` where the model has a vocabulary, else among the labels of the layer that has
 * labels, the `classifier` of a model that classifies clips (one frame) or frames, and in a Whisper with its decoder
 * `language` (`<|de|>`) or `first-token` (` the`).
 * @throws InputError when both `at` and `reduce` are given; when bound, for a model without vocabulary and labels, an
 * unknown name (the message lists them), and a frame out of range.
 */
export function logit(token: string, options: LogitOptions = {}): Objective<'logits'> {
  const { at } = options;
  if (at !== undefined && options.reduce !== undefined) {
    throw new InputError(`logit(${token}) takes at (one frame) or reduce (over time), not both; leave one out`);
  }
  if (at !== undefined) checkAt(at);
  const reduce = checkReduce(options.reduce ?? 'mean');
  return oneTerm<'logits'>({
    spec: specOf(logitKind, at === undefined ? { token, reduce } : { token, at }),
    description: describe('logit', [
      token,
      ...(at === 'center' ? ['at center'] : describeAt(at ?? 'center')),
      ...(reduce === 'mean' ? [] : [reduce]),
    ]),
    layers: ['logits'],
    layersIn: (model) => [labelledLayer(model, `logit(${token})`, token).layer],
    bind(context) {
      const { layer, labels } = labelledLayer(context.model, `logit(${token})`, token);
      const read = bindUnit(context, layer, channelOf(token, labels, context.model));
      const pick = at === undefined ? allFrames : bindAt(at, layer, context);
      return (activations: Activations) => reduceFrames(read(activations, pick(activations[layer]!.shape[1])), reduce);
    },
  });
}

/** The kind of {@link logit}. */
export const logitKind = termKind('logit', ({ token, ...options }: LogitOptions & { readonly token: string }) =>
  logit(token, options),
);
