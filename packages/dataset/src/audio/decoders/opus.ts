import { withRequire } from '@audiate/protocol';
import { quietly } from '../quietly.js';
import { freed } from './decoder.js';
import type { PacketDecoder } from './packet-decoder.js';
import type { OggPage } from './parsed.js';

/** What codec-parser reads from the first page. */
interface OpusFacts {
  readonly channels: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly channelMappingTable: number[];
  readonly preSkip: number;
  /** In 1/256 dB, to be applied by who decodes (RFC 7845, section 5.1). */
  readonly outputGain: number;
}

/** Opus packets by libopus in WebAssembly, at 48,000 Hz. */
export async function opusDecoder(): Promise<PacketDecoder> {
  const { OpusDecoder } = await withRequire(() => import('opus-decoder'));
  let decoder: InstanceType<typeof OpusDecoder> | undefined;
  let [delay, gain] = [0, 1];
  const open = async ({ outputGain, ...facts }: OpusFacts) => {
    [delay, gain] = [facts.preSkip, 10 ** (outputGain / 256 / 20)];
    const { channels, streamCount, coupledStreamCount, channelMappingTable, preSkip } = facts;
    const opened = new OpusDecoder({ channels, streamCount, coupledStreamCount, channelMappingTable, preSkip });
    decoder = opened;
    await opened.ready;
    return opened;
  };
  return {
    get delay() {
      return delay;
    },
    async decode(page) {
      const packets = packetsOf(page);
      if (packets.length === 0) return undefined;
      const opened = decoder ?? (await open(packets[0]!.header as unknown as OpusFacts));
      const { channelData, samplesDecoded, errors } = quietly(
        () => opened.decodeFrames(packets.map(({ data }) => data)),
        () => undefined,
      );
      if (errors.length > 0) throw new Error(errors[0]!.message);
      if (samplesDecoded === 0) return undefined;
      if (gain !== 1) for (const samples of channelData) for (let i = 0; i < samples.length; i++) samples[i]! *= gain;
      return { channels: channelData, sampleRate: 48_000 };
    },
    free: () => decoder && freed(decoder),
  };
}

/** Tags with a picture go on over several pages, which codec-parser takes for sound. */
function packetsOf({ codecFrames }: OggPage) {
  return codecFrames.filter(({ data }) => String.fromCharCode(...data.subarray(0, 8)) !== 'OpusTags');
}
