import { type ClipToRead, clipToRead, type Reading } from './clip-to-read.js';

/** Eight sentences by speech synthesisers, which come with the embedded models. */
const CLIPS = import.meta.glob<string>('../../../../packages/wav2vec2-tiny/evaluation/*.wav', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The studio's own clips. */
export function shippedClips(reading: Reading): ClipToRead[] {
  return Object.entries(CLIPS).map(([path, address]) =>
    clipToRead(path.split('/').at(-1)!, new URL(address, import.meta.url).href, reading),
  );
}
