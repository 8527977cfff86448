import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CorpusClip, clipsFrom } from '@audiate/dataset';

const FOLDER = join(import.meta.dirname, '../../fixtures/speech');
const TRANSCRIPTS = ['cards/cards.transcription', 'librivox/transcription'];

/** The recorded clips of the repository with what is said in them, by their paths in `fixtures/speech`. */
export async function* recordedClips(): AsyncGenerator<CorpusClip> {
  const said = new Map<string, string>(
    TRANSCRIPTS.flatMap((file) => {
      const set = file.slice(0, file.indexOf('/'));
      return transcripts(readFileSync(join(FOLDER, file), 'utf8')).map(
        ([id, text]) => [`${set}/${id}.wav`, text] as const,
      );
    }),
  );
  for await (const clip of clipsFrom(FOLDER)) {
    const transcript = said.get(clip.file);
    yield { ...clip, label: 'recorded', ...(transcript === undefined ? {} : { transcript }) };
  }
}

/** What clips say, by their ids, from Sphinx's form: `<s> ten of clubs </s> (001)` a line. */
export function transcripts(text: string): (readonly [id: string, said: string])[] {
  return text.split('\n').flatMap((line) => {
    const [, said, id] = /^<s>\s*(.*?)\s*<\/s>\s*\((.+)\)\s*$/.exec(line) ?? [];
    return said === undefined || id === undefined ? [] : [[id, said] as const];
  });
}
