import { InputError } from '@audiate/protocol';
import libflac from 'libflacjs';

/** Of full scale: the step of 24 bits. */
const STEPS = 2 ** 23;
const BITS = 24;
/** As the reference encoder does unless told otherwise. */
const COMPRESSION = 5;

/**
 * A sound within ±1 as FLAC of 24 bits: what is lost is at most half a step of 2⁻²³, some 144 dB below full scale. What
 * leaves ±1 is clipped.
 * @param samples `[samples]`, linear amplitude.
 * @throws InputError for a rate that FLAC has no number for: it takes whole ones to 655,350 Hz.
 */
export async function encodeFlac(samples: Float32Array, sampleRate: number): Promise<Uint8Array> {
  const flac = await loaded();
  const pieces: Uint8Array[] = [];
  const encoder = flac.create_libflac_encoder(sampleRate, 1, BITS, COMPRESSION, samples.length, false, 0);
  if (!encoder) throw new InputError(`FLAC can't hold a sound of ${sampleRate} Hz; it takes whole numbers to 655350`);
  try {
    flac.init_encoder_stream(encoder, (bytes: Uint8Array) => {
      pieces.push(bytes.slice());
    });
    const whole = Int32Array.from(samples, (sample) =>
      Math.min(STEPS - 1, Math.max(-STEPS, Math.round(sample * STEPS))),
    );
    const ok = flac.FLAC__stream_encoder_process_interleaved(encoder, whole, whole.length);
    if (!ok || !flac.FLAC__stream_encoder_finish(encoder)) throw new Error('the FLAC encoder failed');
  } finally {
    flac.FLAC__stream_encoder_delete(encoder);
  }
  return joined(pieces);
}

type Flac = ReturnType<typeof libflac>;
let loading: Promise<Flac> | undefined;

/** The encoder, once its memory is read. */
function loaded(): Promise<Flac> {
  loading ??= new Promise((resolve) => {
    const flac = libflac('min');
    if (flac.isReady()) resolve(flac);
    else flac.on('ready', () => resolve(flac));
  });
  return loading;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
