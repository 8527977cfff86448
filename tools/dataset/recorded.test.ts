import type { CorpusClip } from '@audiate/dataset';
import { expect, test } from 'vitest';
import { recordedClips, transcripts } from './recorded.ts';

test('every recorded clip has a sound and what is said in it', async () => {
  const clips: CorpusClip[] = [];
  for await (const clip of recordedClips()) clips.push(clip);
  expect(clips).toHaveLength(10);
  for (const { transcript, label } of clips)
    expect([label, transcript]).toEqual(['recorded', expect.stringMatching(/\w/)]);
  const one = clips.find(({ file }) => file === 'cards/001.wav')!;
  expect(one.transcript).toBe('ten of clubs');
  const sound = await (one.sound as () => Promise<{ samples: Float32Array; sampleRate: number }>)();
  expect([sound.samples.length, sound.sampleRate]).toEqual([17_526, 16_000]);
});

test('a transcript is read without its marks; other lines are passed over', () => {
  expect(transcripts('<s> ten of clubs  </s> (001)\n\nno line\n<s> a b </s> (x-1)')).toEqual([
    ['001', 'ten of clubs'],
    ['x-1', 'a b'],
  ]);
});
