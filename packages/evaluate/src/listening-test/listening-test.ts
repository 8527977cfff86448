import { encodeWav, escapeHtml, playbackCopy, toBase64 } from '@audiate/media';
import { checkKeys, fold, hashBytes, InputError, key, type Sound, show } from '@audiate/protocol';
import type { PageData, PageKey, PageTrial } from './page-data.js';
import { pageHtml } from './page-html.js';
import { checkTrials, isWordTrial, type Trial } from './trial.js';

/** What {@link listeningTest} makes a page of. Every text is shown as it is: none is read as HTML. */
export interface ListeningTest {
  readonly title: string;
  /** A paragraph below the title; its line breaks are kept. None unless given. */
  readonly intro?: string;
  /** 1 to 500. */
  readonly trials: readonly Trial[];
}

/** All sounds of a page as base64. A browser takes a longer page, but nobody waits for it. */
const MAX_CHARACTERS = 2 ** 28;

/**
 * A blind listening test as one HTML page: trials with two choices each, of which one is right (two-alternative forced
 * choice). The page is one file that loads nothing, for a browser on a desk or a phone, and sends nothing anywhere.
 *
 * A seed, drawn in the page for each visit, decides the order of the trials and what stands on which side; `#seed=7` behind
 * the page's address repeats one. All clips must be played before a choice. The end shows the share of right answers with its
 * exact 95 % confidence interval (Clopper–Pearson) and offers the answers as CSV: trial, left, right, answer, correct,
 * response_ms, replays, seed.
 *
 * Clips are {@link playbackCopy}s as 16-bit WAV, all equally loud. Names and answers are shown at the end only. They
 * stand encoded in the page: who looks into its source can find them.
 * @throws InputError for no trial or too many, sounds that are malformed, choices that can't be told apart, and sounds of more
 * than 256 MB together.
 */
export function listeningTest(test: ListeningTest): string {
  checkKeys('what listeningTest is given', test, ['title', 'intro', 'trials']);
  const { title, intro, trials } = test;
  if (typeof title !== 'string' || title === '') throw new InputError(`the title must be a text, got ${show(title)}`);
  return pageHtml({
    title: escapeHtml(title),
    intro: intro ? escapeHtml(intro) : '',
    data: dataOf(checkTrials(trials)),
  });
}

function dataOf(trials: readonly Trial[]): PageData {
  const sounds: string[] = [];
  const places = new Map<string, number>();
  let characters = 0;
  /** The number of a sound in the page, which holds each once. */
  const numberOf = ({ samples, sampleRate }: Sound): number => {
    const wav = toBase64(encodeWav(playbackCopy(samples, { sampleRate }), { sampleRate, format: 'int16' }));
    const place = places.get(wav);
    if (place !== undefined) return place;
    characters += wav.length;
    if (characters > MAX_CHARACTERS) {
      throw new InputError(
        `the sounds of a listening test may take 256 MB in its page; give fewer trials or shorter sounds`,
      );
    }
    places.set(wav, sounds.length);
    return sounds.push(wav) - 1;
  };
  const keys: PageKey[number][] = [];
  const shown = trials.map((trial, i): PageTrial => {
    const word = isWordTrial(trial);
    const names = word ? ([trial.right, trial.wrong] as const) : ([trial.right.name, trial.wrong.name] as const);
    // Which comes first tells nothing: the trial's own content decides.
    const right = (fold(key(i), seedOf(names)).lo & 1) as 0 | 1;
    const inOrder = <T>(one: T, other: T): readonly [T, T] => (right === 0 ? [one, other] : [other, one]);
    keys.push({ name: trial.name, names: inOrder(...names), right });
    if (word) {
      const { question = 'Which word do you hear?', sound } = trial;
      return { question, heard: numberOf(sound), choices: inOrder(...names) };
    }
    const { question = 'Which clip excites the same unit as the reference?', reference } = trial;
    const [first, second] = inOrder(trial.right.sound, trial.wrong.sound);
    return { question, heard: numberOf(reference), choices: [numberOf(first), numberOf(second)] };
  });
  return { sounds, trials: shown, key: toBase64(new TextEncoder().encode(JSON.stringify(keys))) };
}

function seedOf(names: readonly [string, string]): number {
  return Number.parseInt(hashBytes(new TextEncoder().encode([...names].sort().join('\n'))).slice(0, 8), 16) >>> 0;
}
