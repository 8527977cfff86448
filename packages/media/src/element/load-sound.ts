import { InputError, type Sound } from '@audiate/protocol';
import { mixer } from '../sound/mono.js';
import { decodeWav } from '../wav/decode.js';
import { fetchBounded } from './fetch-bounded.js';
import { readCard, type ShownCard } from './read-card.js';

/** Six minutes of float32 at 44,100 Hz: longer sounds belong into a player without a picture. */
const MAX_WAV_BYTES = 2 ** 26;
const MAX_CARD_BYTES = 2 ** 20;

/** The mean of the channels of the WAV file at an address. */
export async function loadSound(address: string, signal: AbortSignal): Promise<Sound> {
  const { channels, sampleRate } = decodeWav(await fetchBounded(address, { most: MAX_WAV_BYTES, signal }));
  if (channels[0]!.length === 0) throw new InputError(`${address} holds no samples; show another file`);
  const { mix, end } = mixer();
  const samples = mix(channels);
  end();
  return { samples, sampleRate };
}

/** The text of a card from the JSON at an address. */
export async function loadCard(address: string, signal: AbortSignal): Promise<ShownCard> {
  const text = new TextDecoder().decode(await fetchBounded(address, { most: MAX_CARD_BYTES, signal }));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${address} holds no JSON; give the address of a card`);
  }
  return readCard(json);
}
