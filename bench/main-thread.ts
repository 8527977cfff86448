import { readFileSync } from 'node:fs';

/** How long a tick of Linux's clock for threads is. */
const TICK_MS = 10;

/** CPU time of this process's main thread so far, in ms, in steps of 10: not that of worker threads. Linux alone tells it. */
export function mainThreadMs(): number {
  const fields = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
