import { copyClip, InputError, type Sound, show } from '@audiate/protocol';

/** One question of a listening test: a choice between two, of which one is right. */
export type Trial = ClipTrial | WordTrial;

/** Which of two clips belongs to the reference? */
export interface ClipTrial {
  /** Named in the answers, never shown before the end: what the right clip is of. */
  readonly name: string;
  /** "Which clip excites the same unit as the reference?" unless given. */
  readonly question?: string;
  readonly reference: Sound;
  readonly right: NamedSound;
  readonly wrong: NamedSound;
}

/** A sound, and its name in the answers. */
export interface NamedSound {
  readonly name: string;
  readonly sound: Sound;
}

/** Which of two words is it? */
export interface WordTrial {
  /** Named in the answers, never shown before the end. */
  readonly name: string;
  /** "Which word do you hear?" unless given. */
  readonly question?: string;
  readonly sound: Sound;
  /** The words to choose from, shown as they are. */
  readonly right: string;
  readonly wrong: string;
}

/** Whether a trial asks for a word. */
export function isWordTrial(trial: Trial): trial is WordTrial {
  return 'sound' in trial;
}

/** More than anybody answers, and than a page holds. */
const MAX_TRIALS = 500;

/**
 * Returns `trials` when a page can be made of them.
 * @throws InputError naming the first that is none, holds no sound, or whose choices can't be told apart.
 */
export function checkTrials(trials: readonly Trial[]): readonly Trial[] {
  if (!Array.isArray(trials) || trials.length === 0 || trials.length > MAX_TRIALS) {
    throw new InputError(
      `listeningTest needs a list of 1 to ${MAX_TRIALS} trials, got ${Array.isArray(trials) ? trials.length : show(trials)}`,
    );
  }
  for (const [i, trial] of trials.entries()) checkTrial(trial, `trial ${i}`);
  return trials;
}

function checkTrial(trial: Trial, thing: string): void {
  if (typeof trial !== 'object' || trial === null)
    throw new InputError(`${thing} must be an object, got ${show(trial)}`);
  checkText(`the name of ${thing}`, trial.name);
  if (trial.question !== undefined) checkText(`the question of ${thing}`, trial.question);
  if (isWordTrial(trial)) {
    copyClip(`the sound of ${thing}`, trial.sound);
    checkText(`the right word of ${thing}`, trial.right);
    checkText(`the wrong word of ${thing}`, trial.wrong);
    if (trial.right === trial.wrong) throw new InputError(`both words of ${thing} are ${show(trial.right)}`);
    return;
  }
  copyClip(`the reference of ${thing}`, trial.reference);
  for (const side of ['right', 'wrong'] as const) {
    checkText(`the name of the ${side} clip of ${thing}`, trial[side]?.name);
    copyClip(`the ${side} clip of ${thing}`, trial[side].sound);
  }
  const same = ({ samples }: Sound, other: Sound) =>
    samples.length === other.samples.length && samples.every((sample, i) => sample === other.samples[i]);
  if (same(trial.right.sound, trial.wrong.sound)) throw new InputError(`both clips of ${thing} are the same sound`);
  if (same(trial.right.sound, trial.reference)) {
    throw new InputError(
      `the right clip of ${thing} is its reference: whoever compares them answers without listening`,
    );
  }
}

function checkText(thing: string, text: unknown): void {
  if (typeof text !== 'string' || text === '' || text.length > 10_000) {
    throw new InputError(`${thing} must be a text of 1 to 10000 characters, got ${show(text)}`);
  }
}
