import { type CorpusClip, readAudio } from '@audiate/dataset';
import { InputError, type Sound } from '@audiate/protocol';

/** A drop of more files is a mistake of the hand. */
const MAX_FILES = 2000;

/** A recording that is read when its turn comes. */
export interface ClipToRead extends CorpusClip {
  readonly sound: () => Promise<Sound>;
}

/** The sound files that the reader gave. @throws InputError for more than 2,000. */
export function droppedClips(files: readonly File[], sampleRate: number): ClipToRead[] {
  if (files.length > MAX_FILES) {
    throw new InputError(`${files.length} files are too many for a page; drop ${MAX_FILES} at most`);
  }
  return files.map((file, i) => ({
    // Two folders may hold files of one name.
    file: files.findIndex(({ name }) => name === file.name) === i ? file.name : `${file.name} (${i + 1})`,
    sound: () => readAudio(file, { sampleRate }),
  }));
}
