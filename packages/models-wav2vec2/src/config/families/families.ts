import { InputError, show } from '@audiate/protocol';
import { data2vecAudio } from './data2vec-audio.js';
import type { Family } from './family.js';
import { hubert } from './hubert.js';
import { unispeech } from './unispeech.js';
import { unispeechSat } from './unispeech-sat.js';
import { wav2vec2 } from './wav2vec2.js';
import { wavlm } from './wavlm.js';

/** All that can be loaded. */
export const FAMILIES: readonly Family[] = [wav2vec2, hubert, wavlm, data2vecAudio, unispeech, unispeechSat];

/** What is like them in name only. */
const OTHERS: Readonly<Record<string, string>> = {
  'wav2vec2-conformer': 'whose blocks hold convolutions, too (Conformer)',
  'wav2vec2-bert': 'which hears log-mel features, not the waveform, with Conformer blocks',
};

/**
 * The family of a `model_type`.
 * @throws InputError naming the choices when there is none.
 */
export function familyOf(type: unknown): Family {
  const found = FAMILIES.find((family) => family.type === type);
  if (found) return found;
  const choices = FAMILIES.map((family) => family.type).join(', ');
  const other = Object.hasOwn(OTHERS, String(type)) ? OTHERS[String(type)] : undefined;
  const what = other === undefined ? 'which cannot be loaded' : `${other}: it cannot be loaded, also not with upTo`;
  throw new InputError(`config.json is of model_type ${show(type)}, ${what}; choose from ${choices}`);
}
