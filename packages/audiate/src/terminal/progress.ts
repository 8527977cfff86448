import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.js';

/** How far a piece of work has come. */
export interface Progress {
  /** @param value of `total`. @param note what else a reader wants to know, such as a score. */
  show(value: number, total: number, note: string): void;
  stop(): void;
}

/** A bar on a terminal; nothing elsewhere, where the lines of the answer tell. */
export function progressOf({ isInteractive }: Terminal): Progress {
  if (!isInteractive) return { show: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total}  {note}',
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
    },
  };
}
