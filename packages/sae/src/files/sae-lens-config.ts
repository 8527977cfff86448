import { asObject } from '@audiate/checkpoints';
import { checkChoice, checkNumber, InputError, show } from '@audiate/protocol';
import type { TrainedOn } from '../dictionary/dictionary.js';
import type { Normalization } from '../dictionary/normalization.js';
import { trainedOn } from './trained-on.js';

/** What cfg.json of SAELens says, checked. */
export interface SaeLensConfig {
  readonly channels: number;
  readonly features: number;
  readonly activation: 'relu' | 'topk' | 'jumprelu' | 'gated';
  readonly k: number | undefined;
  /** Whether the decoder's bias is taken off the frame before it is encoded. */
  readonly centred: boolean;
  /** Whether features are multiplied with the length of what they stand for before the largest are chosen. */
  readonly rescaled: boolean;
  readonly normalization: Normalization;
  readonly transcoder: { readonly outputs: number; readonly skips: boolean } | undefined;
  readonly trainedOn: TrainedOn | undefined;
}

const ARCHITECTURES = [
  ...['standard', 'topk', 'jumprelu', 'gated'],
  ...['transcoder', 'skip_transcoder', 'jumprelu_transcoder'],
] as const;

const ACTIVATIONS = { standard: 'relu', topk: 'topk', jumprelu: 'jumprelu', gated: 'gated' } as const;

/** SAELens takes the mean length of training's frames into the weights when it saves, so nothing is left to do. */
const NORMALIZATIONS: Readonly<Record<string, Normalization>> = {
  none: 'none',
  expected_average_only_in: 'none',
  constant_norm_rescale: 'length',
  layer_norm: 'standard',
};

/**
 * Reads cfg.json of SAELens, of version 6 and of those before.
 * @param thing what errors call the file.
 * @throws InputError for settings that cannot be loaded.
 */
export function parseSaeLensConfig(json: unknown, thing: string): SaeLensConfig {
  const config = asObject(thing, json);
  const count = (key: string) =>
    checkNumber(`${key} in ${thing}`, config[key], { min: 1, max: 2 ** 24, integer: true });
  const flag = (key: string, fallback: boolean): boolean => {
    const value = config[key] ?? fallback;
    if (typeof value === 'boolean') return value;
    throw new InputError(`${key} in ${thing} must be true or false, got ${show(value)}`);
  };
  const kwargs = asObject(`activation_fn_kwargs in ${thing}`, config.activation_fn_kwargs ?? {});
  const fn = config.activation_fn ?? config.activation_fn_str ?? 'relu';
  checkChoice(`activation_fn in ${thing}`, fn, ['relu', 'topk']);
  if (String(config.architecture).includes('batchtopk')) {
    throw new InputError(
      `architecture in ${thing} is ${show(config.architecture)}, as only training has it; save_inference_model writes it as jumprelu`,
    );
  }
  const architecture = checkChoice(`architecture in ${thing}`, config.architecture ?? 'standard', ARCHITECTURES);
  if (flag('finetuning_scaling_factor', false)) {
    throw new InputError(`finetuning_scaling_factor in ${thing} is true; fold it into W_dec and save again`);
  }
  const before = config.normalize_activations ?? 'none';
  const normalize = typeof before === 'boolean' ? 'none' : before;
  const transcodes = architecture.endsWith('transcoder');
  const bare = architecture.replace(/_?transcoder$/, '').replace('skip', '') || 'standard';
  const plain = ACTIVATIONS[bare as keyof typeof ACTIVATIONS];
  const activation = plain === 'relu' && fn === 'topk' ? 'topk' : plain;
  const k = config.k ?? kwargs.k;
  return {
    channels: count('d_in'),
    features: count('d_sae'),
    activation,
    k: activation === 'topk' ? checkNumber(`k in ${thing}`, k, { min: 1, max: 2 ** 24, integer: true }) : undefined,
    centred: !transcodes && flag('apply_b_dec_to_input', true),
    rescaled: activation === 'topk' && flag('rescale_acts_by_decoder_norm', false),
    normalization:
      NORMALIZATIONS[checkChoice(`normalize_activations in ${thing}`, normalize, Object.keys(NORMALIZATIONS))]!,
    transcoder: transcodes ? { outputs: count('d_out'), skips: architecture === 'skip_transcoder' } : undefined,
    trainedOn: hooksOf({ ...config, ...(config.metadata as object | undefined) }),
  };
}

function hooksOf(config: Readonly<Record<string, unknown>>): TrainedOn | undefined {
  return trainedOn(config.hook_name ?? config.hook_point, config.hook_name_out);
}
