import { resampler } from '@audiate/media';
import { copyClip, InputError, isSound, type ModelAdapter, type Sound } from '@audiate/protocol';
import type { Listeners } from '../hearing/listeners.js';
import type { Moment } from '../index-file/dataset-index.js';
import { centerOf, fieldOf, type LayerFacts } from '../index-file/facts.js';
import type { CorpusClip } from '../scan/clip-source.js';
import { passingSound } from './passing-sound.js';

/** The clip around a moment. */
export interface Cut {
  /** At the clip's own rate; at the model's where the clip is read in windows at that alone. */
  readonly sound: Sound;
  /** Where it begins in the clip, in seconds. */
  readonly from: number;
  /** What the frame sees through convolutions, in seconds from the cut's start. */
  readonly field: readonly [from: number, to: number];
  /** The unit's activation over the cut, where the model was given: seconds from its start, and values. */
  readonly curve?: readonly { readonly seconds: number; readonly value: number }[];
}

/** What cuts are made for. */
export interface Cutting {
  readonly layer: LayerFacts;
  readonly sampleRate: number;
  /** Least length. */
  readonly seconds: number;
  /** What hears the windows again, for the curves. */
  readonly hearing: { readonly model: ModelAdapter; readonly heard: Listeners; readonly unit: number } | undefined;
}

/** A cut, or the reason that there is none. */
export type Outcome = { readonly cut: Cut } | { readonly why: string };

/** What is read of a clip at a time, in seconds. */
const PIECE_SECONDS = 5;

/**
 * The sounds around moments of one clip, each within its window: what the frame sees, and as much on both sides as makes it
 * long enough. The clip is read once, up to the last of them; of a clip that is read in windows only the cuts are held, and
 * the windows that are heard again. A reason is told where the clip can't be read, and where a window lies beyond its end: it
 * is not the clip that was scanned.
 */
export async function cutExamples(
  clip: CorpusClip,
  moments: readonly Moment[],
  cutting: Cutting,
): Promise<Map<Moment, Outcome>> {
  const outcomes = new Map<Moment, Outcome>();
  let reading: Reading | undefined;
  let waiting: Waiting[] = [];
  const finish = async (ended: boolean) => {
    const ready = waiting.filter((one) => ended || one.complete());
    waiting = waiting.filter((one) => !ready.includes(one));
    for (const one of ready) outcomes.set(one.moment, await outcomeOf(() => one.cut()));
  };
  try {
    for await (const piece of piecesOf(clip, cutting.sampleRate)) {
      const given = copyClip('its sound', piece);
      const { samples, sampleRate } = isSound(given) ? given : { samples: given, sampleRate: cutting.sampleRate };
      if (!reading) {
        reading = await startReading(sampleRate, cutting);
        waiting = moments.map((moment) => waitFor(moment, reading!, cutting));
      }
      if (sampleRate !== reading.sampleRate) {
        throw new InputError(`its rate changes from ${reading.sampleRate} Hz to ${sampleRate} Hz in the middle`);
      }
      await reading.push(samples);
      await finish(false);
      if (waiting.length === 0) break;
    }
    if (!reading) throw new InputError('its sound is empty; give at least one sample');
    if (waiting.length > 0) await reading.end();
    await finish(true);
  } catch (error) {
    for (const moment of moments) if (!outcomes.has(moment)) outcomes.set(moment, { why: reasonOf(error) });
  } finally {
    reading?.free();
  }
  return outcomes;
}

async function* piecesOf({ sound, windows, pieces }: CorpusClip, sampleRate: number) {
  if (pieces) yield* pieces(PIECE_SECONDS);
  else if (windows) yield* windows({ sampleRate, seconds: PIECE_SECONDS });
  else yield await (typeof sound === 'function' ? sound() : sound);
}

async function outcomeOf(make: () => Promise<Cut>): Promise<Outcome> {
  try {
    return { cut: await make() };
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A clip that goes by, at its own rate and, where it is heard again, at the model's, in the bits that were scanned. */
interface Reading {
  readonly sampleRate: number;
  readonly own: ReturnType<typeof passingSound>;
  readonly heard: ReturnType<typeof passingSound> | undefined;
  push(samples: Float32Array): Promise<void>;
  end(): Promise<void>;
  free(): void;
}

async function startReading(sampleRate: number, cutting: Cutting): Promise<Reading> {
  const own = passingSound();
  if (!cutting.hearing) {
    return {
      sampleRate,
      own,
      heard: undefined,
      push: async (samples) => own.push(samples),
      end: async () => {},
      free() {},
    };
  }
  const heard = passingSound();
  const converter = await resampler(sampleRate, cutting.sampleRate);
  return {
    sampleRate,
    own,
    heard,
    async push(samples) {
      own.push(samples);
      heard.push(await converter.push(samples));
    },
    end: async () => heard.push(await converter.end()),
    free: () => converter.free(),
  };
}

/** A moment whose sound is on its way. */
interface Waiting {
  readonly moment: Moment;
  /** Whether all of its window has gone by. */
  complete(): boolean;
  /** @throws InputError where the clip has ended before. */
  cut(): Promise<Cut>;
}

function waitFor(moment: Moment, reading: Reading, { layer, sampleRate, seconds, hearing }: Cutting): Waiting {
  const { own, heard } = reading;
  const window = { samples: Math.round(moment.length * sampleRate) };
  const field = fieldOf(layer, moment.frame, window).map((sample) => sample / sampleRate) as [number, number];
  const [from, to] = widened(field, seconds, moment.length);
  const at = (time: number) => Math.round((moment.start + time) * reading.sampleRate);
  const excerpt = own.hold(at(from), Math.max(at(from) + 1, at(to)));
  const start = Math.round(moment.start * sampleRate);
  const piece = heard?.hold(start, start + window.samples);
  return {
    moment,
    complete: () => own.passed >= at(moment.length) && (!heard || heard.passed >= start + window.samples),
    async cut() {
      const [samples, again] = [excerpt.take(), piece?.take()];
      checkWithin(moment, { samples: own.passed, sampleRate: reading.sampleRate }, sampleRate);
      const cut: Cut = {
        sound: { samples, sampleRate: reading.sampleRate },
        from: moment.start + from,
        field: [field[0] - from, field[1] - from],
      };
      if (!hearing || !again) return cut;
      const { model, heard: listeners, unit } = hearing;
      const ready = await listeners.for(again.length, 1);
      const { data, shape } = (await ready.hearEach([again]))[0]![layer.name]!;
      const curve = Array.from({ length: shape[1] }, (_, frame) => ({
        seconds: centerOf(layer, frame, window) / model.sampleRate - from,
        value: data[frame * shape[2] + unit]!,
      })).filter(({ seconds: time }) => time >= 0 && time <= to - from);
      return { ...cut, curve };
    },
  };
}

function checkWithin(
  { start, length }: Moment,
  { samples, sampleRate }: { readonly samples: number; readonly sampleRate: number },
  modelRate: number,
): void {
  const seconds = samples / sampleRate;
  // Another rate makes a whole number of samples of what was not one.
  if (start + length <= seconds + 1 / modelRate + 1 / sampleRate) return;
  throw new InputError(
    `it is ${seconds.toFixed(3)} s long, its window was from ${start.toFixed(3)} to ${(start + length).toFixed(3)} s; it is not the clip that was scanned`,
  );
}

/** At least `least` long around its middle, moved to lie within the window. */
function widened([from, to]: readonly [number, number], least: number, length: number): readonly [number, number] {
  const missing = Math.max(0, Math.min(least, length) - (to - from));
  const start = Math.min(Math.max(0, from - missing / 2), Math.max(0, length - (to - from) - missing));
  return [start, start + (to - from) + missing];
}
