import { checkChoice, checkNumber } from './check.js';

/**
 * A number, or one that changes along the render: from `from` at step 0 to `to` after `over` of the steps
 * (a fraction, 1 unless given), then constant. `cosine` is half a cosine wave, `linear` a straight line.
 */
export type Schedule =
  | number
  | { readonly from: number; readonly to: number; readonly shape?: 'linear' | 'cosine'; readonly over?: number };

/** The value of a schedule at a step (from 0) of a render of `steps` steps. */
export function scheduleAt(schedule: Schedule, step: number, steps: number): number {
  if (typeof schedule === 'number') return schedule;
  const { from, to, shape = 'linear', over = 1 } = schedule;
  const fraction = Math.min(1, step / Math.max(1, over * steps));
  return from + (to - from) * (shape === 'cosine' ? (1 - Math.cos(Math.PI * fraction)) / 2 : fraction);
}

/**
 * Returns the schedule when every number in it is finite and `over` is in (0, 1].
 * @throws InputError naming the number that is not.
 */
export function checkSchedule(thing: string, schedule: Schedule): Schedule {
  if (typeof schedule !== 'object' || schedule === null) return checkNumber(thing, schedule);
  checkNumber(`${thing}.from`, schedule.from);
  checkNumber(`${thing}.to`, schedule.to);
  if (schedule.shape !== undefined) checkChoice(`${thing}.shape`, schedule.shape, ['linear', 'cosine']);
  if (schedule.over !== undefined) checkNumber(`${thing}.over`, schedule.over, { above: 0, max: 1 });
  return schedule;
}

/** The schedule with every value multiplied by `factor`. */
export function scaleSchedule(schedule: Schedule, factor: number): Schedule {
  if (typeof schedule === 'number') return schedule * factor;
  return { ...schedule, from: schedule.from * factor, to: schedule.to * factor };
}
