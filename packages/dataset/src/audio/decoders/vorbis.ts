import { withRequire } from '@audiate/protocol';
import { quietly } from '../quietly.js';
import { freed } from './decoder.js';
import type { PacketDecoder } from './packet-decoder.js';
import type { OggPage } from './parsed.js';

/** Pages before the sound, such as comments with pictures, that are held. */
const MAX_HEAD_PAGES = 1024;

/** Vorbis packets by libvorbis in WebAssembly. */
export async function vorbisDecoder(): Promise<PacketDecoder> {
  const { OggVorbisDecoder } = await withRequire(() => import('@wasm-audio-decoders/ogg-vorbis'));
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  /** The pages before the sound: without all of them at once the decoder reads facts that aren't there yet. */
  let head: OggPage[] | undefined = [];
  return {
    delay: 0,
    async decode(page) {
      if (head) {
        head.push(page);
        if (head.length > MAX_HEAD_PAGES) throw new Error('its headers do not end');
        if (page.codecFrames.length === 0) return undefined;
      }
      const pages = head ?? [page];
      head = undefined;
      const { channelData, sampleRate, samplesDecoded, errors } = await quietly(
        () => decoder.decodeOggPages(pages),
        () => undefined,
      );
      if (errors.length > 0) throw new Error(errors[0]!.message);
      return samplesDecoded > 0 ? { channels: channelData, sampleRate } : undefined;
    },
    free: () => freed(decoder),
  };
}
