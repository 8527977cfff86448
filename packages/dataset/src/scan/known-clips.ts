import { InputError } from '@audiate/protocol';
import { addCounts, countClip, NO_COUNTS } from '../index-file/counts.js';
import type { IndexFacts } from '../index-file/facts.js';
import type { Corpus, CorpusClip } from './clip-source.js';

/**
 * The clips of a corpus after the first `met`, which an earlier run has heard; their sounds are not read again.
 * @throws InputError when these are not the ones that were heard.
 */
export async function* clipsAfter(corpus: Corpus, met: number, facts: IndexFacts): AsyncGenerator<CorpusClip> {
  let [passed, hash] = [0, NO_COUNTS];
  for await (const clip of corpus) {
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
  for await (const { file } of corpus) hash = addCounts(hash, countClip(file, true));
  if (hash.clipsHash !== facts.clipsHash) throw otherClips(`its ${facts.clips} clips are not these`);
}

function otherClips(how: string): InputError {
  return new InputError(`the folder holds a scan of other clips: ${how}; choose another folder`);
}
