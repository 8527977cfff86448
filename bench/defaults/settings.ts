import { objectives, optimizers, param, type RenderOptions, type Transform, transforms } from '@audiate/core';

/** A way to render: options beside the target, steps, seed and engine, and whether two models are climbed at once. */
export interface Setting {
  readonly options: Pick<RenderOptions, 'transforms' | 'param' | 'draws' | 'learningRate' | 'optimizer' | 'seconds'>;
  readonly ensemble?: true;
}

const { clean, compose, equalize, noise, none, ramp, regularize, resample, reverb, shift, standard, tilt } = transforms;

/** Wider than the standard stack, and with a room and an equalizer. */
const strong = ramp(
  compose(
    resample({ percent: 10 }),
    shift({ ms: 20 }),
    equalize({ db: 9 }),
    reverb({ seconds: [0.1, 0.5] }),
    noise({ snrDb: [5, 20] }),
    tilt({ dbPerOctave: 6 }),
  ),
  { steps: 8 },
);

/** The standard stack with one transform more. */
const standardAnd = (more: Transform) => compose(standard(), ramp(more, { steps: 8 }));

const sparse = (share: number, stack: Transform) =>
  compose(ramp(regularize(objectives.sparsity(), { share }), { steps: 8 }), stack);

/** By the name that the tables give them; the first is what the others are compared with. */
export const settings: Readonly<Record<string, Setting>> = {
  standard: { options: { transforms: standard() } },
  none: { options: { transforms: none() } },
  clean: { options: { transforms: clean() } },
  'sparse 0.5': { options: { transforms: clean({ share: 0.5 }) } },
  'sparse 1': { options: { transforms: clean({ share: 1 }) } },
  'clean, equalize': { options: { transforms: sparse(0.25, standardAnd(equalize({ db: 6 }))) } },
  'clean, room': { options: { transforms: sparse(0.25, standardAnd(reverb({ seconds: [0.1, 0.5] }))) } },
  strong: { options: { transforms: strong } },
  'strong, sparse 0.25': { options: { transforms: sparse(0.25, strong) } },
  'two models': { options: { transforms: standard() }, ensemble: true },
  'two models, clean': { options: { transforms: clean() }, ensemble: true },
  'two models, strong': { options: { transforms: strong }, ensemble: true },
  'two models, strong, sparse 0.25': { options: { transforms: sparse(0.25, strong) }, ensemble: true },
  'two draws': { options: { transforms: clean(), draws: 2 } },
  adam: { options: { transforms: clean(), optimizer: optimizers.adam() } },
  waveform: { options: { transforms: clean(), param: param.rms(param.waveform()) } },
  pyramid: { options: { transforms: clean(), param: param.rms(param.pyramid()) } },
  stft: { options: { transforms: clean(), param: param.rms(param.stft()) } },
};
