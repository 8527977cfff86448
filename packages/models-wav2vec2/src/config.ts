import { checkChoice, checkNumber, InputError, show } from '@audiate/protocol';

/** One convolution of the tower that turns samples into frames. */
export interface ConvShape {
  readonly channels: number;
  readonly taps: number;
  readonly stride: number;
}

/** The settings of config.json that change what a Wav2Vec2 model computes, by audiate's names. */
export interface Wav2Vec2Config {
  readonly convs: readonly ConvShape[];
  readonly convBias: boolean;
  /** `group`: over time, after the first convolution only; `layer`: over channels, after each. */
  readonly convNorm: 'group' | 'layer';
  readonly hidden: number;
  readonly blocks: number;
  readonly heads: number;
  readonly ffn: number;
  /** Extent of the positional convolution in frames. */
  readonly positionalTaps: number;
  readonly positionalGroups: number;
  /** Blocks normalise what they are given (large, XLS-R) instead of what they give (base). */
  readonly preNorm: boolean;
  /** Added to the variance by the norms of the projection and the encoder; those of the convolutions use 1e-5. */
  readonly eps: number;
  /** Channels of the CTC head, where there is one. */
  readonly tokens: number;
  /** config.json promises a CTC head. */
  readonly hasHead: boolean;
}

/** Both are the GELU by the error function. */
const GELU = ['gelu', 'gelu_python'] as const;

/**
 * Reads config.json; what it leaves out has the default of transformers' Wav2Vec2Config. Settings of training (dropout,
 * masking, losses), of the quantizer and of heads other than CTC don't change what is computed here and are not read.
 * @throws InputError for another model type, a switch that is not supported, or a value out of range.
 */
export function parseConfig(json: unknown): Wav2Vec2Config {
  const settings = asObject('config.json', json);
  const { model_type: type } = settings;
  if (type !== 'wav2vec2') {
    throw new InputError(`config.json is of model_type ${show(type)}; only "wav2vec2" can be loaded`);
  }
  refuseAdapters(settings);
  checkChoice('feat_extract_activation in config.json', settings.feat_extract_activation ?? 'gelu', GELU);
  checkChoice('hidden_act in config.json', settings.hidden_act ?? 'gelu', GELU);
  const count = (key: string, fallback: number, max = 1e6) =>
    checkNumber(`${key} in config.json`, settings[key] ?? fallback, { min: 1, max, integer: true });
  const config: Wav2Vec2Config = {
    convs: parseConvs(settings),
    convBias: flag(settings, 'conv_bias'),
    convNorm: checkChoice('feat_extract_norm in config.json', settings.feat_extract_norm ?? 'group', [
      'group',
      'layer',
    ]),
    hidden: count('hidden_size', 768),
    blocks: count('num_hidden_layers', 12, 1000),
    heads: count('num_attention_heads', 12),
    ffn: count('intermediate_size', 3072),
    positionalTaps: count('num_conv_pos_embeddings', 128),
    positionalGroups: count('num_conv_pos_embedding_groups', 16),
    preNorm: flag(settings, 'do_stable_layer_norm'),
    eps: checkNumber('layer_norm_eps in config.json', settings.layer_norm_eps ?? 1e-5, { min: 0 }),
    tokens: count('vocab_size', 32),
    hasHead: Array.isArray(settings.architectures) && settings.architectures.includes('Wav2Vec2ForCTC'),
  };
  checkDivides('num_attention_heads', config.heads, config.hidden);
  checkDivides('num_conv_pos_embedding_groups', config.positionalGroups, config.hidden);
  return config;
}

/** @throws InputError unless the value is a JSON object. */
export function asObject(thing: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InputError(`${thing} must be an object, got ${show(value)}`);
}

function refuseAdapters(settings: Readonly<Record<string, unknown>>): void {
  if (flag(settings, 'add_adapter')) {
    throw new InputError(
      'add_adapter in config.json is true; models with a convolutional adapter cannot be loaded yet',
    );
  }
  const { adapter_attn_dim: dim = null } = settings;
  if (dim !== null) {
    throw new InputError(
      `adapter_attn_dim in config.json is ${show(dim)}; models with attention adapters (MMS) cannot be loaded yet`,
    );
  }
}

function parseConvs(settings: Readonly<Record<string, unknown>>): ConvShape[] {
  const channels = counts(settings, 'conv_dim', [512, 512, 512, 512, 512, 512, 512]);
  const taps = counts(settings, 'conv_kernel', [10, 3, 3, 3, 3, 2, 2]);
  const strides = counts(settings, 'conv_stride', [5, 2, 2, 2, 2, 2, 2]);
  if (taps.length !== channels.length || strides.length !== channels.length) {
    throw new InputError(
      `conv_dim, conv_kernel and conv_stride in config.json must be equally long, got ${channels.length}, ${taps.length} and ${strides.length}`,
    );
  }
  return channels.map((dim, i) => ({ channels: dim, taps: taps[i]!, stride: strides[i]! }));
}

function counts(settings: Readonly<Record<string, unknown>>, key: string, fallback: number[]): number[] {
  const list = settings[key] ?? fallback;
  if (!Array.isArray(list) || list.length === 0 || list.length > 100) {
    throw new InputError(`${key} in config.json must be a list of 1 to 100 whole numbers, got ${show(list)}`);
  }
  return list.map((value, i) => checkNumber(`${key}[${i}] in config.json`, value, { min: 1, max: 1e6, integer: true }));
}

function flag(settings: Readonly<Record<string, unknown>>, key: string): boolean {
  const value = settings[key] ?? false;
  if (typeof value === 'boolean') return value;
  throw new InputError(`${key} in config.json must be true or false, got ${show(value)}`);
}

function checkDivides(key: string, divisor: number, hidden: number): void {
  if (hidden % divisor === 0) return;
  throw new InputError(`${key} in config.json must divide hidden_size ${hidden}, got ${divisor}`);
}
