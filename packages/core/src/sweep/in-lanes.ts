/** How jobs are done at once. */
export interface Lanes<Job, Answer> {
  /** How many at once, each in a lane from 0. */
  readonly width: number;
  /** Answers nothing where it was stopped. */
  work(job: Job, lane: number): Promise<Answer | undefined>;
  /** Makes the work under way end early. */
  stop(): void;
}

/**
 * Does jobs in lanes and gives their answers in the order of the jobs. A lane that is done takes the next job at once, also
 * while the reader holds an answer, but no more than two jobs for each lane are ahead of the reader; with one lane, none.
 * When a job fails, or the reader leaves, the work under way is stopped and waited for; answers before the failure are given.
 * @throws what the first job to fail threw.
 */
export async function* inLanes<Job, Answer>(
  jobs: readonly Job[],
  { width, work, stop }: Lanes<Job, Answer>,
): AsyncGenerator<Answer | undefined, void, void> {
  const ahead = 2 * width - 1;
  const free = Array.from({ length: width }, (_, lane) => lane);
  /** Of the jobs begun whose answers are not given yet. */
  const answers = new Map<number, Promise<Answer | undefined>>();
  let [begun, given] = [0, 0];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  const end = () => {
    ended = true;
    stop();
  };
  const doInLane = async (job: Job, lane: number) => {
    try {
      return await work(job, lane);
    } catch (error) {
      failure ??= { error };
      end();
      throw error;
    } finally {
      free.push(lane);
      begin();
    }
  };
  const begin = () => {
    while (!ended && free.length > 0 && begun < Math.min(jobs.length, given + ahead)) {
      const job = begun++;
      const answer = doInLane(jobs[job]!, free.shift()!);
      answer.catch(() => {});
      answers.set(job, answer);
    }
  };
  try {
    for (; given < jobs.length; given++) {
      begin();
      const answer = await answers.get(given)!.catch(() => undefined);
      answers.delete(given);
      if (answer === undefined && failure) throw failure.error;
      yield answer;
    }
  } finally {
    end();
    await Promise.allSettled(answers.values());
  }
}
