import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.js';

/** How far a piece of work has come. */
export interface Progress {
  /** @param value of `total`. @param note what else a reader wants to know, such as a score. */
  show(value: number, total: number, note: string): void;
  stop(): void;
}

/** How seldom a line is written, so that a log of hours stays readable. */
const LINE_MS = 10_000;

/** A bar on a terminal; elsewhere a line every ten seconds. @param now milliseconds. */
export function progressOf(terminal: Terminal, now: () => number = () => performance.now()): Progress {
  return terminal.isInteractive ? barOf() : linesOf(terminal, now);
}

function linesOf({ error }: Terminal, now: () => number): Progress {
  let next = now() + LINE_MS;
  return {
    show(value, total, note) {
      if (now() < next) return;
      next = now() + LINE_MS;
      error(`${Math.floor((100 * value) / Math.max(1, total))} %  ${note}`);
    },
    stop() {},
  };
}

function barOf(): Progress {
  const bar = new cliProgress.SingleBar({
    format: '{bar} {percentage} %  {note}',
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
  });
  let started = false;
  return {
    show(value, total, note) {
      if (!started) bar.start(total, value, { note });
      started = true;
      bar.setTotal(total);
      bar.update(value, { note });
    },
    stop() {
      if (started) bar.stop();
      started = false;
    },
  };
}
