import { objectives, optimizers, param, type RenderOptions, type Transform, transforms } from '@audiate/core';

/** A way to render: options beside the target, steps, seed and engine, and whether two models are climbed at once. */
export interface Setting {
  readonly options: Pick<RenderOptions, 'transforms' | 'param' | 'draws' | 'learningRate' | 'optimizer' | 'seconds'>;
  readonly ensemble?: true;
}

const { compose, equalize, noise, none, ramp, regularize, resample, reverb, shift, standard, tilt } = transforms;

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

const sparse = (share: number, stack: Transform) =>
  compose(ramp(regularize(objectives.sparsity(), { share }), { steps: 8 }), stack);

/** By the name that the tables give them. */
export const settings: Readonly<Record<string, Setting>> = {
  standard: { options: { transforms: standard() } },
  none: { options: { transforms: none() } },
  strong: { options: { transforms: strong } },
  'sparse 0.25': { options: { transforms: sparse(0.25, standard()) } },
  'sparse 0.5': { options: { transforms: sparse(0.5, standard()) } },
  'sparse 1': { options: { transforms: sparse(1, standard()) } },
  'sparse 1.5': { options: { transforms: sparse(1.5, standard()) } },
  'strong, sparse 0.5': { options: { transforms: sparse(0.5, strong) } },
  'strong, sparse 1': { options: { transforms: sparse(1, strong) } },
  'two draws': { options: { transforms: standard(), draws: 2 } },
  adam: { options: { transforms: standard(), optimizer: optimizers.adam() } },
  waveform: { options: { transforms: standard(), param: param.rms(param.waveform()) } },
  pyramid: { options: { transforms: standard(), param: param.rms(param.pyramid()) } },
  stft: { options: { transforms: standard(), param: param.rms(param.stft()) } },
  'two models': { options: { transforms: standard() }, ensemble: true },
  'two models, strong': { options: { transforms: strong }, ensemble: true },
  'two models, sparse 1': { options: { transforms: sparse(1, standard()) }, ensemble: true },
  'two models, strong, sparse 0.5': { options: { transforms: sparse(0.5, strong) }, ensemble: true },
  'two models, strong, sparse 1': { options: { transforms: sparse(1, strong) }, ensemble: true },
};
