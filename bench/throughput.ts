import { type Peer, type Step, startOurs } from './peer.ts';
import { quartiles } from './statistics.ts';

const ROUNDS = 3;

/**
 * Steps a second of two one-thread programs at once, in processes of their own, and of one two-thread program: medians
 * of alternating rounds.
 * @param secondsPerStep of the two-thread program.
 */
export async function twoPrograms(
  step: Step,
  single: Peer,
  secondsPerStep: number,
): Promise<{ twoOfOne: number; oneOfTwo: number }> {
  const pair: Peer[] = [];
  const stepsPerSecond = async (peers: readonly Peer[]) => {
    const request = { do: 'throughput', seconds: Math.max(1, 5 * secondsPerStep) };
    const answers = await Promise.all(peers.map((peer) => peer.ask(request)));
    return answers.reduce((sum, answer) => sum + Number(answer.stepsPerSecond), 0);
  };
  try {
    for (let i = 0; i < 2; i++) {
      const peer = await startOurs({ ...step, threads: 1 });
      pair.push(peer);
      await peer.ask({ do: 'prepare' });
    }
    const rates: { one: number; two: number }[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      rates.push({ one: await stepsPerSecond([single]), two: await stepsPerSecond(pair) });
    }
    return {
      oneOfTwo: quartiles(rates.map(({ one }) => one)).median,
      twoOfOne: quartiles(rates.map(({ two }) => two)).median,
    };
  } finally {
    await Promise.all(pair.map((peer) => peer.close()));
  }
}
