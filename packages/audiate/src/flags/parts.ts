import { type Optimizer, optimizers, type Param, param, type Transform, transforms } from '@audiate/core';
import { InputError } from '@audiate/protocol';

/** Priors by name. */
export const PRIORS = ['speech', 'pink', 'flat'] as const;
/** What a prior is called. */
export type PriorName = (typeof PRIORS)[number];

interface Prior {
  readonly prior?: PriorName;
}

const WITH_PRIOR = { spectrum: param.spectrum, pyramid: param.pyramid, stft: param.stft, phase: param.phase } as const;
const WITHOUT_PRIOR = { waveform: param.waveform, cppn: param.cppn } as const;

/** Params by name. */
export const PARAMS = [...Object.keys(WITH_PRIOR), ...Object.keys(WITHOUT_PRIOR)] as ParamName[];
/** What a param is called. */
export type ParamName = keyof typeof WITH_PRIOR | keyof typeof WITHOUT_PRIOR;

/** The param of a name at a fixed level, as the default is. @throws InputError for a prior of a param that has none. */
export function paramOf(name: ParamName = 'spectrum', { prior }: Prior = {}): Param {
  if (name === 'waveform' || name === 'cppn') {
    if (prior !== undefined) {
      throw new InputError(
        `the param ${name} has no prior, got --prior ${prior}; leave it out, or take ${Object.keys(WITH_PRIOR).join(', ')}`,
      );
    }
    return param.rms(WITHOUT_PRIOR[name]());
  }
  return param.rms(WITH_PRIOR[name](prior === undefined ? {} : { prior }));
}

const STACKS = { clean: transforms.clean, standard: transforms.standard, none: transforms.none } as const;
/** Stacks of transforms by name. */
export const TRANSFORMS = Object.keys(STACKS) as TransformsName[];
/** What a stack of transforms is called. */
export type TransformsName = keyof typeof STACKS;
/** The stack of a name. */
export const transformsOf = (name: TransformsName): Transform => STACKS[name]();

const OPTIMIZERS_BY_NAME = { momentum: optimizers.normalizedMomentum, adam: optimizers.adam } as const;
/** Optimizers by name. */
export const OPTIMIZERS = Object.keys(OPTIMIZERS_BY_NAME) as OptimizerName[];
/** What an optimizer is called. */
export type OptimizerName = keyof typeof OPTIMIZERS_BY_NAME;
/** The optimizer of a name. */
export const optimizerOf = (name: OptimizerName): Optimizer => OPTIMIZERS_BY_NAME[name]();
