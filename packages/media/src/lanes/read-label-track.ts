import { InputError, show } from '@audiate/protocol';
import { checkLanes, type Lane, type Segment } from './lane.js';

/** More lines than any label track has. */
const MAX_LENGTH = 2 ** 26;

/**
 * Reads an Audacity label file: a line for each label, its start and end in seconds and its text, with tabs between them. Labels
 * without length (points), and the lines of frequencies (`\`), are left out.
 * @param name what the lane is called.
 * @throws InputError naming the first line that is none, and for labels that lie over one another.
 */
export function readLabelTrack(text: string, name: string): Lane {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) {
    throw new InputError(`a label track must be a text of at most ${MAX_LENGTH} characters, got ${show(text)}`);
  }
  const segments: Segment[] = [];
  for (const [i, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line === '' || line.startsWith('\\')) continue;
    const [from, to, ...rest] = line.split('\t');
    const [start, end] = [Number(from), Number(to)];
    if (!from || !to || !Number.isFinite(start) || !Number.isFinite(end)) {
      throw new InputError(
        `line ${i + 1} of label track ${show(name)} must be start, end and label, got ${show(line)}`,
      );
    }
    if (end > start) segments.push({ token: rest.join('\t'), start, end, probability: 1 });
  }
  segments.sort((a, b) => a.start - b.start);
  const lane = { name, segments };
  checkLanes([lane], Math.max(1, ...segments.slice(-1).map(({ end }) => end)));
  return lane;
}
