import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What this reads of an event of Chromium's trace. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Tasks of a page's thread. */
export interface Busy {
  /** The longest one, in ms: of the processor's time, and by the clock. */
  readonly cpu: number;
  readonly wall: number;
  /** How many took more than 50 ms of the processor's time: what the Long Tasks API calls long. */
  readonly long: number;
}

const LONG_MS = 50;

/**
 * The tasks of the page's thread during something. On a machine that others share even a collection of garbage is long now and then:
 * a test that forbids each long task fails one day. A page that computes by itself has many, or one of seconds.
 */
export async function busiestTask(page: Page, during: () => Promise<void>): Promise<Busy> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await during();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) =>
      ph === 'X' && name.endsWith('RunTask') && mains.some((main) => main.pid === pid && main.tid === tid),
  );
  if (tasks.length === 0) throw new Error('the trace has no task of the page: its events have other names now');
  const longest = (key: 'dur' | 'tdur') => tasks.reduce((most, task) => Math.max(most, task[key] ?? 0), 0) / 1000;
  const long = tasks.filter(({ tdur = 0 }) => tdur > 1000 * LONG_MS).length;
  return { cpu: longest('tdur'), wall: longest('dur'), long };
}

/** @throws where the page's thread did more than draw. */
export function expectFree({ cpu, long }: Busy): void {
  expect(cpu).toBeLessThan(250);
  expect(long).toBeLessThanOrEqual(2);
}
