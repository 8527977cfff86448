import { readAudio } from '@audiate/dataset';
import type { ClipToRead } from './dropped-clips.js';

/** Eight sentences by speech synthesisers, which come with the embedded models. */
const CLIPS = import.meta.glob<string>('../../../../packages/wav2vec2-tiny/evaluation/*.wav', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The studio's own clips. */
export function shippedClips(sampleRate: number): ClipToRead[] {
  return Object.entries(CLIPS).map(([path, address]) => ({
    file: path.split('/').at(-1)!,
    sound: () => readAudio(new URL(address, import.meta.url).href, { sampleRate }),
  }));
}
