import { checkNumber, InputError, joinBytes } from '@audiate/protocol';
import libflac from 'libflacjs';

/** Of full scale: the step of 24 bits. */
const STEPS = 2 ** 23;
const BITS = 24;
/** As the reference encoder does unless told otherwise. */
const COMPRESSION = 5;
/** What the header of a frame can say, beside tens of Hz. */
const MAX_RATE = 65_535;
const MAX_TENS = 655_350;

/**
 * Checks that FLAC can hold a sound of a rate: whole numbers to 65,535 Hz, and tens to 655,350.
 * @throws InputError for another rate.
 */
export function checkFlacRate(sampleRate: number): number {
  const isPlain = Number.isInteger(sampleRate) && sampleRate >= 1 && sampleRate <= MAX_RATE;
  const isTens = Number.isInteger(sampleRate / 10) && sampleRate > 0 && sampleRate <= MAX_TENS;
  if (isPlain || isTens) return sampleRate;
  throw new InputError(
    `FLAC can't hold a sound of ${sampleRate} Hz; it takes whole numbers to ${MAX_RATE}, and tens to ${MAX_TENS}`,
  );
}

/**
 * A sound within ±1 as FLAC of 24 bits: what is lost is at most half a step of 2⁻²³, some 144 dB below full scale. What
 * leaves ±1 is clipped.
 * @param samples `[samples]`, linear amplitude.
 * @throws InputError for a rate that FLAC can't hold, see {@link checkFlacRate}, and for no sample.
 */
export async function encodeFlac(samples: Float32Array, sampleRate: number): Promise<Uint8Array> {
  checkFlacRate(sampleRate);
  checkNumber('samples of a sound', samples.length, { min: 1 });
  const flac = await loaded();
  const pieces: Uint8Array[] = [];
  const encoder = flac.create_libflac_encoder(sampleRate, 1, BITS, COMPRESSION, samples.length, false, 0);
  if (!encoder) throw new Error('the FLAC encoder did not start');
  try {
    const begun = flac.init_encoder_stream(encoder, (bytes: Uint8Array) => {
      pieces.push(bytes.slice());
    });
    if (begun !== 0) throw new Error(`the FLAC encoder did not start (${begun})`);
    const whole = Int32Array.from(samples, (sample) =>
      Math.min(STEPS - 1, Math.max(-STEPS, Math.round(sample * STEPS))),
    );
    const ok = flac.FLAC__stream_encoder_process_interleaved(encoder, whole, whole.length);
    if (!ok || !flac.FLAC__stream_encoder_finish(encoder)) throw new Error('the FLAC encoder failed');
  } finally {
    flac.FLAC__stream_encoder_delete(encoder);
  }
  return joinBytes(pieces);
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
