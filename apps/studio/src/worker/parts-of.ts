import { type Objective, objectives, param, type RenderOptions, transforms } from '@audiate/core';
import type { ParamChoice, PenaltyName, TransformsChoice } from '../state/choices.js';
import type { Form } from '../state/form.js';
import type { Target } from '../state/target.js';

const PARAMS: Readonly<Record<Exclude<ParamChoice, 'spectrum'>, () => RenderOptions['param']>> = {
  pyramid: () => param.rms(param.pyramid()),
  stft: () => param.rms(param.stft()),
  phase: () => param.rms(param.phase()),
  cppn: () => param.rms(param.cppn()),
  waveform: () => param.rms(param.waveform()),
};

const TRANSFORMS: Readonly<Record<Exclude<TransformsChoice, 'clean'>, () => RenderOptions['transforms']>> = {
  standard: () => transforms.standard(),
  room: () => transforms.compose(transforms.standard(), transforms.reverb({ seconds: [0.1, 0.6] })),
  none: () => transforms.none(),
};

const PENALTIES: Readonly<Record<PenaltyName, () => Objective<never>>> = {
  sparsity: () => objectives.sparsity(),
  spectralTv: () => objectives.spectralTv(),
  crest: () => objectives.crest(),
  edges: () => objectives.edges(),
};

/** What a form stands for, in the words of core. The code panel writes the same. */
export function partsOf(form: Form): { readonly objective: Objective; readonly options: RenderOptions } {
  const { seed, steps, seconds, engine } = form;
  const weighed = (Object.entries(form.penalties) as [PenaltyName, number][])
    .filter(([, weight]) => weight > 0)
    .map(([name, weight]) => objectives.scale(PENALTIES[name](), weight));
  const target = objectiveOf(form.target);
  const own = form.param === 'spectrum' ? undefined : PARAMS[form.param]();
  const shaking = form.transforms === 'clean' ? undefined : TRANSFORMS[form.transforms]();
  return {
    objective: (weighed.length > 0 ? objectives.sum(target, ...weighed) : target) as Objective,
    options: {
      steps,
      seconds,
      seed,
      ...(own && { param: own }),
      ...(shaking && { transforms: shaking }),
      ...(engine !== 'auto' && { engine }),
    },
  };
}

function objectiveOf(target: Target): Objective {
  if (target.kind === 'unit') return objectives.channel(target.layer, target.unit) as Objective;
  return (target.kind === 'token' ? objectives.logit(target.token) : objectives.ctc(target.text)) as Objective;
}
