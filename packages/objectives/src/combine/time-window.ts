import {
  type Activations,
  type Audio,
  type BoundTerm,
  type Context,
  givenLayers,
  hasOneFrame,
  InputError,
  type Kind,
  layerInfo,
  layersOf,
  type Objective,
  specOf,
  type Term,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { rawFrames } from '../where/frame-range.js';
import { framesOf } from '../where/frames-of.js';
import { bindWindow, checkWindow, describeWindow, type Window } from '../where/window.js';
import { refuseEach } from './each.js';
import { checkObjective } from './sum.js';

/**
 * An objective that hears a stretch of time only: each of its terms is given the frames of its layer, or for a penalty
 * the samples, within the window, and nothing else; a term's own `at` and `window` count from the window's start.
 * Under transforms that lengthen or shorten the audio the window follows the sound, as with `channel`.
 * @param window `{ fromMs, toMs }` (frames whose centre lies within; samples) or `{ fromFrame, toFrame }`.
 * @throws InputError for a malformed window, for a term that reads several layers and for an `each`; when bound, for a window out of
 * range or without a frame, a window in frames on a penalty, and whatever the terms do not find in the window.
 */
export function timeWindow<L extends string>(objective: Objective<L>, window: Window): Objective<L> {
  checkObjective('timeWindow', objective);
  return { terms: objective.terms.map(({ weight, term }) => ({ weight, term: timeWindowTerm({ window, term }) })) };
}

/** A term within a window: a member of {@link timeWindow}. */
function timeWindowTerm<L extends string>({
  window,
  term,
}: {
  readonly window: Window;
  readonly term: Term<L>;
}): Term<L> {
  refuseEach('timeWindow', term);
  const own = checkWindow(window);
  const description = `${term.description} in ${describeWindow(own)}`;
  if (term.layers.length > 1) {
    throw new InputError(
      `timeWindow takes terms that read one layer, ${term.description} reads ${term.layers.join(', ')}`,
    );
  }
  return {
    spec: specOf(timeWindowKind, { window: own, term }),
    description,
    layers: term.layers,
    ...(term.layersIn && { layersIn: term.layersIn }),
    ...(term.couplesBatch ? { couplesBatch: true } : {}),
    bind(context) {
      const [layer] = layersOf(term, context.model) as L[];
      return layer === undefined ? bindSamples(term, own, context) : bindFrames(term, layer, own, context);
    },
  };
}

/** The kind of the members of {@link timeWindow}. */
export const timeWindowKind: Kind<Term> = { kind: 'timeWindow', make: timeWindowTerm };

/** The term is bound for the samples that the window's frames hear, so that it finds as many frames as it is given. */
function bindFrames<L extends string>(term: Term<L>, layer: L, window: Window, context: Context): BoundTerm<L> {
  const info = layerInfo(context.model, layer);
  if (hasOneFrame(info)) {
    throw new InputError(
      `timeWindow can't cut ${layer}, which has one frame for the whole clip; climb ${term.description} without a window`,
    );
  }
  const pick = bindWindow(window, layer, context);
  const { hop, minSamples } = info;
  const { from, count } = pick(rawFrames(context, layer));
  const samples = minSamples + (count - 1) * hop;
  const score = term.bind({ ...context, samples });
  const given = givenLayers(term, context.model) as L[];
  return (activations, raw) => {
    const range = pick(activations[layer].shape[1]);
    const within = given
      .filter((name) => activations[name])
      .map((name) => [name, framesOf(activations[name], range)] as const);
    return score(Object.fromEntries(within) as unknown as Activations<L>, cut(raw, from * hop, samples));
  };
}

function bindSamples<L extends string>(term: Term<L>, window: Window, context: Context): BoundTerm<L> {
  if (!('fromMs' in window)) {
    throw new InputError(`${term.description} reads samples and has no frames; give its window as { fromMs, toMs }`);
  }
  const sampleOf = (ms: number) => Math.round((ms * context.model.sampleRate) / 1000);
  const [from, to] = [sampleOf(window.fromMs), sampleOf(window.toMs)];
  if (to > context.samples || to === from) {
    throw new InputError(
      `${describeWindow(window)} of ${term.description} is samples ${from} … ${to - 1}; the audio has 0 … ${context.samples - 1}`,
    );
  }
  const score = term.bind({ ...context, samples: to - from });
  return (activations, raw) => score(activations, cut(raw, from, to - from));
}

function cut(raw: Audio, from: number, samples: number): Audio {
  const start = Math.max(0, Math.min(from, raw.shape[1] - samples));
  return tf.slice(raw, [0, start], [raw.shape[0], samples]);
}
