import { InputError } from '@audiate/protocol';
import { type ClipToRead, clipToRead, type Reading } from './clip-to-read.js';

/** A drop of more files is a mistake of the hand. */
const MAX_FILES = 2000;

/** The sound files that the reader gave. @throws InputError for more than 2,000. */
export function droppedClips(files: readonly File[], reading: Reading): ClipToRead[] {
  if (files.length > MAX_FILES) {
    throw new InputError(`${files.length} files are too many for a page; drop ${MAX_FILES} at most`);
  }
  return files.map((file, i) => {
    // Two folders may hold files of one name.
    const isFirst = files.findIndex(({ name }) => name === file.name) === i;
    return clipToRead(isFirst ? file.name : `${file.name} (${i + 1})`, file, reading);
  });
}
