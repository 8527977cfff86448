import { type CheckpointSource, openTensors, readJson } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';
import type { DictionaryActivation, DictionaryNumbers } from '../dictionary/define-dictionary.js';
import { type TensorReader, tensorReader } from './read-tensor.js';
import { parseSaeLensConfig, type SaeLensConfig } from './sae-lens-config.js';
import { transpose } from './transpose.js';
import { withUnitDecoder } from './unit-decoder.js';

/** The file whose presence tells SAELens' layout. */
export const SAE_LENS_CONFIG = 'cfg.json';

const WEIGHTS = 'sae_weights.safetensors';

/** Numbers of a dictionary, without what it is called. */
export type UnnamedNumbers = Omit<DictionaryNumbers, 'name'>;

/**
 * Reads what SAELens saves: cfg.json and sae_weights.safetensors. Undefined where there is no cfg.json.
 * @throws InputError for a missing or damaged file, and settings that cannot be loaded.
 */
export async function readSaeLens(
  source: CheckpointSource,
  signal: AbortSignal | undefined,
): Promise<UnnamedNumbers | undefined> {
  const json = await readJson(source, SAE_LENS_CONFIG);
  if (json === undefined) return undefined;
  const config = parseSaeLensConfig(json, `${SAE_LENS_CONFIG} in ${source.place}`);
  const file = await openTensors(source, WEIGHTS);
  if (!file) throw new InputError(`${source.place} has ${SAE_LENS_CONFIG}, but no ${WEIGHTS}`);
  const reader = tensorReader(file, signal);
  const { channels, features, centred, rescaled, normalization, transcoder, trainedOn } = config;
  const outputs = transcoder?.outputs ?? channels;
  await refuseScaling(reader, features);
  const decoderBias = await reader.read('b_dec', [outputs]);
  const coder = {
    encoder: transpose(await reader.read('W_enc', [channels, features]), [channels, features]),
    encoderBias: await reader.read(config.activation === 'gated' ? 'b_gate' : 'b_enc', [features]),
    decoder: transpose(await reader.read('W_dec', [features, outputs]), [features, outputs]),
  };
  return {
    channels,
    features,
    activation: await activationOf(config, reader),
    ...(rescaled ? withUnitDecoder(coder) : coder),
    decoderBias,
    ...(centred && { inputBias: decoderBias }),
    normalization,
    ...(transcoder && {
      transcoder: {
        outputs,
        ...(transcoder.skips && { skip: await reader.read('W_skip', [outputs, channels]) }),
      },
    }),
    ...(trainedOn && { trainedOn }),
  };
}

async function activationOf(
  { activation, features, k }: SaeLensConfig,
  reader: TensorReader,
): Promise<DictionaryActivation> {
  switch (activation) {
    case 'relu':
      return { kind: 'relu' };
    case 'topk':
      return { kind: 'topk', k: k! };
    case 'jumprelu':
      return { kind: 'jumprelu', threshold: await reader.read('threshold', [features]) };
    case 'gated':
      return {
        kind: 'gated',
        scale: (await reader.read('r_mag', [features])).map(Math.exp),
        bias: await reader.read('b_mag', [features]),
      };
  }
}

/** Old versions kept a factor for each feature beside the decoder, which was 1 unless it was trained. */
async function refuseScaling(reader: TensorReader, features: number): Promise<void> {
  const scaling = await reader.readOptional('scaling_factor', [features]);
  if (scaling?.some((value) => Math.abs(value - 1) > 1e-5)) {
    throw new InputError(`scaling_factor of ${WEIGHTS} is not 1; fold it into W_dec and save again`);
  }
}
