import { InputError, show } from '@audiate/protocol';
import { asObject } from './config.js';

/**
 * Reads vocab.json, `{ token: channel }`, as the list of tokens by channel of `logits`. A channel that no token has
 * is named by its number in brackets, such as `[31]`.
 * @throws InputError when a channel is not one of the head's, or two tokens share one.
 */
export function parseVocabulary(json: unknown, channels: number): string[] {
  const tokens = new Map<number, string>();
  for (const [token, channel] of Object.entries(asObject('vocab.json', json))) {
    if (typeof channel === 'object') {
      throw new InputError(`vocab.json has a vocabulary for each language (${show(token)}, …); pass one of them`);
    }
    if (!Number.isInteger(channel) || (channel as number) < 0 || (channel as number) >= channels) {
      throw new InputError(
        `token ${show(token)} of vocab.json must have a channel from 0 to ${channels - 1}, got ${show(channel)}`,
      );
    }
    const other = tokens.get(channel as number);
    if (other !== undefined) {
      throw new InputError(`tokens ${show(other)} and ${show(token)} of vocab.json share channel ${channel}`);
    }
    tokens.set(channel as number, token);
  }
  return Array.from({ length: channels }, (_, channel) => tokens.get(channel) ?? `[${channel}]`);
}
