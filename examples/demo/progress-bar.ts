import type { RenderStep } from '@audiate/core';
import cliProgress from 'cli-progress';

/** A line with step, score and time left; where the output is no terminal, a line at the end. */
export function progressBar(name: string): { show(step: RenderStep): void; stop(): void } {
  const bar = new cliProgress.SingleBar({
    format: `${name.padEnd(16)} {bar} {value}/{total} steps  score {score}  {left} s left`,
    noTTYOutput: true,
    notTTYSchedule: 60_000,
    hideCursor: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
  });
  let started = false;
  return {
    show({ step, steps, total, remainingMs }) {
      const payload = {
        score: (total.reduce((sum, score) => sum + score, 0) / total.length).toFixed(3),
        left: (remainingMs / 1000).toFixed(0),
      };
      if (!started) bar.start(steps, 0, payload);
      started = true;
      bar.update(step + 1, payload);
    },
    stop: () => bar.stop(),
  };
}
