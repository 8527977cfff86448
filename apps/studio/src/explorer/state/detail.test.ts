import { expect, test } from 'vitest';
import type { Client } from '../../protocol/client.js';
import type { MapTasks } from '../tasks.js';
import { createDetail } from './detail.js';

const exampleOf = (stretch: number) => ({
  ...{ stretch, score: 3 - stretch, recording: stretch, file: undefined, from: 0, seconds: 1 },
  ...{ said: 'IY', transcript: undefined, gain: 1 },
});
const soundOf = async (stretch: number) =>
  ({ sampleRate: 16_000, getChannelData: () => Float32Array.of(stretch) }) as unknown as AudioBuffer;

/** A detail whose examples are answered when they are told to be, and whose pictures are the samples. */
function details(speechOf = soundOf) {
  const waiting: ((examples: ReturnType<typeof exampleOf>[]) => void)[] = [];
  const asked: number[] = [];
  const answers = {
    unit: async () => ({ curve: [] }),
    examples: () => new Promise((resolve) => waiting.push(resolve)),
    picture: async ({ samples }: { samples: Float32Array }) => ({ levels: [...samples] }),
  };
  const start = (task: keyof typeof answers, asked: never) => ({ answer: answers[task](asked), control() {} });
  const detail = createDetail({
    client: { start } as unknown as Client<MapTasks>,
    targetAt: (unit) => ({ layer: 'encoder.0', unit }),
    soundOf,
    speechOf(stretch) {
      asked.push(stretch);
      return speechOf(stretch);
    },
  });
  return { detail, waiting, asked };
}

test('examples are listed first, then drawn one after another', async () => {
  const { detail, waiting } = details();
  const shown = detail.show(4);
  expect(detail.chosen.value!.examples).toBeUndefined();
  waiting[0]!([exampleOf(0), exampleOf(1)]);
  const seen: (number | undefined)[][] = [];
  detail.chosen.subscribe((value) => {
    const pictures = value?.examples?.map(({ picture }) => picture?.levels[0]);
    if (pictures && pictures.join() !== seen.at(-1)?.join()) seen.push(pictures);
  });
  await shown;
  expect(seen).toEqual([
    [undefined, undefined],
    [0, undefined],
    [0, 1],
  ]);
});

test('examples of a unit that is no longer shown are neither shown nor fetched', async () => {
  const { detail, waiting, asked } = details();
  const [first, second] = [detail.show(4), detail.show(5)];
  waiting[1]!([exampleOf(1)]);
  await second;
  waiting[0]!([exampleOf(0)]);
  await first;
  expect([detail.chosen.value!.i, detail.chosen.value!.examples!.map(({ stretch }) => stretch)]).toEqual([5, [1]]);
  expect(asked).toEqual([1]);
});

test('what comes late of another map is not shown under the unit that has its number here', async () => {
  const { detail, waiting, asked } = details();
  const older = detail.show(4);
  detail.clear();
  const newer = detail.show(4);
  waiting[0]!([exampleOf(0)]);
  await older;
  expect([detail.chosen.value!.examples, asked]).toEqual([undefined, []]);
  waiting[1]!([exampleOf(1)]);
  await newer;
  expect([detail.chosen.value!.examples!.map(({ stretch }) => stretch), asked]).toEqual([[1], [1]]);
});

test('a stretch that is missing is told, and leaves what is said', async () => {
  const { detail, waiting } = details(async () => {
    throw new Error('speech.tar is gone');
  });
  const shown = detail.show(4);
  waiting[0]!([exampleOf(0)]);
  await expect(shown).rejects.toThrow('speech.tar is gone');
  expect(detail.chosen.value!.examples![0]!.said).toBe('IY');
  expect(detail.chosen.value!.row).toEqual({ curve: [] });
});
