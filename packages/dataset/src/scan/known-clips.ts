import { InputError, show } from '@audiate/protocol';
import { addCounts, countClip, NO_COUNTS } from '../index-file/counts.js';
import type { IndexFacts } from '../index-file/facts.js';
import type { Corpus, CorpusClip } from './clip-source.js';

/**
 * The clips of a corpus after the first `met`, which an earlier run has heard. Their sounds are not asked for again; a corpus
 * whose names lie beside its sounds, as shards of Parquet have them, reads those rows all the same.
 * @throws InputError when these are not the ones that were heard.
 */
export async function* clipsAfter(corpus: Corpus, met: number, facts: IndexFacts): AsyncGenerator<CorpusClip> {
  let [passed, hash] = [0, NO_COUNTS];
  for await (const clip of named(corpus)) {
    if (passed === met) checkSame();
    passed += 1;
    if (passed > met) yield clip;
    else hash = addCounts(hash, countClip(clip.file, true));
  }
  if (passed <= met) checkSame();

  function checkSame(): void {
    if (hash.clipsHash !== facts.clipsHash || passed < met) throw otherClips(`its first ${met} clips are not these`);
  }
}

/** @throws InputError when a finished index was made of other clips. */
export async function checkSameClips(corpus: Corpus, facts: IndexFacts): Promise<void> {
  let hash = NO_COUNTS;
  for await (const { file } of named(corpus)) hash = addCounts(hash, countClip(file, true));
  if (hash.clipsHash !== facts.clipsHash) throw otherClips(`its ${facts.clips} clips are not these`);
}

/** @throws InputError for what is no corpus, for a clip without a name, and for a label or transcript that is no text. */
async function* named(corpus: Corpus): AsyncGenerator<CorpusClip> {
  const iterable = corpus as Partial<AsyncIterable<CorpusClip> & Iterable<CorpusClip>> | null | undefined;
  if (typeof corpus === 'string' || !(iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator])) {
    throw new InputError(
      `clips must be a list of { file, sound }, got ${show(corpus)}; clipsFrom reads a folder or a manifest`,
    );
  }
  let i = 0;
  for await (const clip of corpus) {
    if (typeof clip?.file !== 'string' || clip.file === '') {
      throw new InputError(
        `clip ${i} must be { file, sound } with a name for its file, got ${show(clip?.file ?? clip)}`,
      );
    }
    for (const name of ['label', 'transcript'] as const) {
      const text: unknown = clip[name];
      if (text == null || typeof text === 'string') continue;
      throw new InputError(`the ${name} of ${show(clip.file)} must be a text, got ${show(text)}`);
    }
    i += 1;
    yield clip;
  }
}

function otherClips(how: string): InputError {
  return new InputError(`the folder holds a scan of other clips: ${how}; choose another folder`);
}
