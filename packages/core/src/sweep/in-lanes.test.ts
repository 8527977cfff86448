import { expect, test } from 'vitest';
import { inLanes } from './in-lanes.js';

/** Seven jobs that end when they are told to; a stop ends those under way without an answer. */
function sevenJobs(width: number) {
  const begun: string[] = [];
  const underWay = new Map<number, { answer(text: string | undefined): void; fail(error: Error): void }>();
  const answers = inLanes<number, string>([0, 1, 2, 3, 4, 5, 6], {
    width,
    work: (job, lane) =>
      new Promise<string | undefined>((answer, fail) => {
        begun.push(`${job} in ${lane}`);
        underWay.set(job, { answer, fail });
      }).finally(() => underWay.delete(job)),
    stop() {
      for (const { answer } of underWay.values()) answer(undefined);
    },
  });
  const end = async (job: number) => {
    underWay.get(job)!.answer(`answer ${job}`);
    await settled();
  };
  const fail = async (job: number, why: string) => {
    underWay.get(job)!.fail(new Error(why));
    await settled();
  };
  return { answers, begun, underWay, end, fail };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('one lane does one job after another, each when it is asked for', async () => {
  const { answers, begun, end } = sevenJobs(1);
  for (const job of [0, 1, 2]) {
    const answer = answers.next();
    await settled();
    expect(begun).toHaveLength(job + 1);
    await end(job);
    expect(await answer).toEqual({ done: false, value: `answer ${job}` });
    await settled();
    expect(begun).toHaveLength(job + 1);
  }
  await answers.return();
});

test('answers come in the order of the jobs, a free lane takes the next, and none runs far ahead of the reader', async () => {
  const { answers, begun, end } = sevenJobs(2);
  const first = answers.next();
  await settled();
  expect(begun).toEqual(['0 in 0', '1 in 1']);
  await end(1);
  expect(begun).toEqual(['0 in 0', '1 in 1', '2 in 1']);
  await end(2);
  expect(begun).toHaveLength(3); // three ahead of the reader, who has none yet
  await end(0);
  expect((await first).value).toBe('answer 0');
  expect((await answers.next()).value).toBe('answer 1');
  await settled();
  expect(begun).toHaveLength(4);
  const rest = (async () => {
    const found: (string | undefined)[] = [];
    for await (const answer of answers) found.push(answer);
    return found;
  })();
  for (const job of [3, 4, 5, 6]) {
    await settled();
    await end(job);
  }
  expect(await rest).toEqual(['answer 2', 'answer 3', 'answer 4', 'answer 5', 'answer 6']);
});

test('what fails stops the others; answers before it are given, then it is thrown', async () => {
  const { answers, begun, underWay, end, fail } = sevenJobs(3);
  const first = answers.next();
  await settled();
  await end(0);
  await first;
  await fail(2, 'out of luck');
  expect(underWay.size).toBe(0);
  const count = begun.length;
  await expect(answers.next()).rejects.toThrow('out of luck'); // 1 was stopped
  expect(begun).toHaveLength(count);
  expect((await answers.next()).done).toBe(true);
});

test('a failure behind what is finished waits its turn', async () => {
  const { answers, end, fail } = sevenJobs(2);
  const first = answers.next();
  await settled();
  await end(1);
  await end(0);
  expect((await first).value).toBe('answer 0');
  await settled();
  await fail(2, 'out of luck');
  expect((await answers.next()).value).toBe('answer 1');
  await expect(answers.next()).rejects.toThrow('out of luck');
});

test('a reader that leaves stops the work under way and waits for it', async () => {
  const { answers, begun, underWay, end } = sevenJobs(2);
  const first = answers.next();
  await settled();
  await end(0);
  await first;
  await answers.return();
  expect(underWay.size).toBe(0);
  expect(begun.length).toBeLessThan(7);
});
