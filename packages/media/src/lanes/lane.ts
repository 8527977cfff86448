import { checkNumber, InputError, show } from '@audiate/protocol';

/** A stretch of a sound and what is heard in it. */
export interface Segment {
  /** A token of the listener's vocabulary, or a label. */
  readonly token: string;
  /** In seconds from the start of the sound. */
  readonly start: number;
  readonly end: number;
  /** How sure the listener is, from 0 to 1. */
  readonly probability: number;
}

/** What one listener hears in a sound over time, or what is known of it. */
export interface Lane {
  /** Who listens: a model's name. Of `labels` what they are: `phones`. */
  readonly name: string;
  /** Whether the segments are known of the sound, as an aligner's or an annotator's are, instead of heard by a listener; no, unless given. */
  readonly labels?: boolean;
  /** In their order, none over another. Between them nothing is heard. */
  readonly segments: readonly Segment[];
}

/** More listeners than a picture is of use for. */
const MAX_LANES = 32;
/** An hour of speech has 50,000 phones. */
const MAX_SEGMENTS = 1_000_000;
/** Far less than a sample: what rounding may add to a time. */
const ROUNDING_SECONDS = 1e-6;

/**
 * Returns `lanes` when they lie within a sound of that many seconds, segments in their order and none over another.
 * @throws InputError naming the first lane or segment that does not.
 */
export function checkLanes(lanes: readonly Lane[], seconds: number): readonly Lane[] {
  if (!Array.isArray(lanes)) throw new InputError(`lanes must be a list of { name, segments }, got ${show(lanes)}`);
  checkNumber('count of lanes', lanes.length, { max: MAX_LANES });
  checkNumber('seconds of the sound', seconds, { above: 0 });
  for (const [i, lane] of lanes.entries()) checkLane(lane, i, seconds);
  return lanes;
}

function checkLane(lane: Lane, index: number, seconds: number): void {
  const { name, segments } = (lane ?? {}) as Partial<Lane>;
  if (typeof name !== 'string') throw new InputError(`the name of lane ${index} must be a text, got ${show(name)}`);
  const where = `of lane ${show(name)}`;
  if (!Array.isArray(segments)) throw new InputError(`the segments ${where} must be a list, got ${show(segments)}`);
  checkNumber(`count of segments ${where}`, segments.length, { max: MAX_SEGMENTS });
  let before = 0;
  for (const [i, segment] of (segments as readonly Segment[]).entries()) {
    const of = `of segment ${i} ${where}`;
    const { token, start, end, probability } = (segment ?? {}) as Partial<Segment>;
    if (typeof token !== 'string') throw new InputError(`the token ${of} must be a text, got ${show(token)}`);
    checkNumber(`start ${of}`, start, {
      min: before - ROUNDING_SECONDS,
      hint: 'in seconds, not before the one before',
    });
    checkNumber(`end ${of}`, end, { above: start as number, max: seconds + ROUNDING_SECONDS });
    checkNumber(`probability ${of}`, probability, { min: 0, max: 1 });
    before = end as number;
  }
}
