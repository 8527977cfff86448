import * as v from 'valibot';
import type { Call } from '../protocol/tasks.js';
import { ASKS } from './asks.js';

const CONTROL = v.object({ id: v.number(), control: v.picklist(['pause', 'go', 'stop']) });
const TASK = v.object({ id: v.number(), task: v.string(), ask: v.unknown() });

/** A call, or why what was asked for is not done. */
export type ReadCall = { readonly call: Call } | { readonly id: number; readonly fault: string };

/**
 * Reads what a page sent, of which nothing is believed.
 * @throws Error for what is no call at all.
 */
export function readCall(message: unknown): ReadCall {
  const control = v.safeParse(CONTROL, message);
  if (control.success) return { call: control.output };
  const { id, task, ask } = v.parse(TASK, message);
  if (!Object.hasOwn(ASKS, task)) {
    const names = Object.keys(ASKS).join(', ');
    return { id, fault: `there is no task ${JSON.stringify(task.slice(0, 80))}; there are ${names}` };
  }
  const read = v.safeParse(ASKS[task as keyof typeof ASKS], ask);
  if (read.success) return { call: { id, task, ask: read.output } as Call };
  const [issue] = read.issues;
  const where = v.getDotPath(issue) ?? 'its ask';
  return {
    id,
    fault: `the page asked to ${task} what can't be: ${where.slice(0, 80)}: ${issue.message.slice(0, 200)}; reload it`,
  };
}
