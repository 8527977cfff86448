import { type Peer, type Step, startOurs } from './peer.ts';

/**
 * Steps a second of two one-thread programs at once, in processes of their own, and of one two-thread program.
 * @param secondsPerStep of the two-thread program.
 */
export async function twoPrograms(
  step: Step,
  oneOfTwo: Peer,
  secondsPerStep: number,
): Promise<{ twoOfOne: number; oneOfTwo: number }> {
  const request = { do: 'throughput', seconds: Math.max(2, 8 * secondsPerStep) };
  const one = Number((await oneOfTwo.ask(request)).stepsPerSecond);
  const pair: Peer[] = [];
  try {
    for (let i = 0; i < 2; i++) {
      const peer = await startOurs({ ...step, threads: 1 });
      pair.push(peer);
      await peer.ask({ do: 'prepare' });
    }
    const both = await Promise.all(pair.map((peer) => peer.ask(request)));
    return { oneOfTwo: one, twoOfOne: both.reduce((sum, { stepsPerSecond }) => sum + Number(stepsPerSecond), 0) };
  } finally {
    await Promise.all(pair.map((peer) => peer.close()));
  }
}
