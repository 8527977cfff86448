import { InputError } from '@audiate/protocol';
import type { Precision, PrecisionChoice } from './precision.js';
import { type Trial, tryBytes } from './trial.js';

/** What a precision is chosen for. */
export interface Circumstances {
  readonly threads: number;
  readonly executionProviders?: readonly string[] | undefined;
  /** How a trial is made; once a process unless given, with the threads that were asked for first. */
  readonly trial?: (threads: number) => Promise<Trial>;
}

/** How far four products in bytes may be off; their rounding is 2.1 %. */
const LARGEST_ERROR = 0.05;
/** Products must take this part of float32's time at most: what is beside them in a program is not quicker. */
const LARGEST_RATIO = 0.7;

/**
 * The precision that a choice comes to on this machine.
 * @throws InputError for `i8` on execution providers other than the processor's, or where its products come out wrong.
 */
export async function choosePrecision(
  choice: PrecisionChoice,
  { threads, executionProviders = [], trial = once }: Circumstances,
): Promise<Precision> {
  if (choice === 'f32') return 'f32';
  const other = executionProviders.find((name) => name !== 'cpu' && name !== 'wasm');
  if (other !== undefined) {
    if (choice === 'auto') return 'f32';
    throw new InputError(`precision "i8" runs on the processor, not on "${other}"; choose "f32"`);
  }
  const found = await trial(threads);
  const right = found.whole && found.error < LARGEST_ERROR;
  if (choice === 'auto') return right && found.ratio <= LARGEST_RATIO ? 'i8' : 'f32';
  if (right) return 'i8';
  const how = found.whole ? `${(100 * found.error).toFixed(0)} % off` : 'cut where they are large';
  throw new InputError(`products in bytes come out wrong on this machine (${how}); choose precision "f32"`);
}

let known: Promise<Trial> | undefined;

/** One trial for all: another number of threads must not give the renders of one process another precision. */
function once(threads: number): Promise<Trial> {
  if (known) return known;
  const trial = tryBytes(threads);
  known = trial;
  trial.catch(() => {
    known = undefined;
  });
  return trial;
}
