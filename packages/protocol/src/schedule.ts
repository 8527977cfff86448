import { checkChoice, checkNumber, show } from './check.js';
import { checkKeys } from './check-keys.js';
import { InputError } from './errors.js';

/**
 * A number, or one that changes along the render, as plain data: one {@link Curve}, {@link Points} to go through, or a
 * {@link Warmup} before either.
 */
export type Schedule = Course | Warmup;

/** A schedule that begins at full strength. */
export type Course = number | Curve | Points;

/**
 * From `from` at step 0 to `to` after `over` of the steps (a fraction, 1 unless given), then constant. `linear` (unless
 * given) is a straight line, `cosine` half a cosine wave (Loshchilov and Hutter 2017), `exponential` has the same ratio
 * at every step and needs two numbers of one sign.
 */
export interface Curve {
  readonly from: number;
  readonly to: number;
  readonly shape?: 'linear' | 'cosine' | 'exponential';
  readonly over?: number;
}

/**
 * Values at fractions of the render, `[[0, 0.01], [0.5, 0.002], [1, 0]]`: constant before the first and after the last;
 * between two, a straight line (`linear`, unless given), half a cosine wave, or the value of the one before (`hold`, a
 * staircase).
 */
export interface Points {
  readonly points: readonly (readonly [fraction: number, value: number])[];
  readonly shape?: 'linear' | 'cosine' | 'hold';
}

/**
 * Rises in equal parts over the first `warmup` steps, at step s to (s + 1) / (warmup + 1) of the first value of `schedule`,
 * so that no step stands still; `schedule` runs over the steps that are left.
 */
export interface Warmup {
  readonly warmup: number;
  readonly schedule: Course;
}

/** The value of a schedule at a step (from 0) of a render of `steps` steps. */
export function scheduleAt(schedule: Schedule, step: number, steps: number): number {
  if (typeof schedule === 'number') return schedule;
  if ('points' in schedule) return pointsAt(schedule, step / Math.max(1, steps));
  if ('schedule' in schedule) {
    const { warmup, schedule: course } = schedule;
    if (step >= warmup) return scheduleAt(course, step - warmup, steps - warmup);
    return ((step + 1) / (warmup + 1)) * scheduleAt(course, 0, steps - warmup);
  }
  const { from, to, shape = 'linear', over = 1 } = schedule;
  return between(from, to, { shape, fraction: Math.min(1, step / Math.max(1, over * steps)) });
}

function pointsAt({ points, shape = 'linear' }: Points, fraction: number): number {
  const next = points.findIndex(([at]) => at > fraction);
  if (next === 0) return points[0]![1];
  const [start, from] = points.at(next === -1 ? -1 : next - 1)!;
  if (next === -1 || shape === 'hold') return from;
  const [end, to] = points[next]!;
  return between(from, to, { shape, fraction: (fraction - start) / (end - start) });
}

interface Between {
  readonly shape: 'linear' | 'cosine' | 'exponential';
  readonly fraction: number;
}

function between(from: number, to: number, { shape, fraction }: Between): number {
  if (shape === 'exponential') return from === 0 ? 0 : from * (to / from) ** fraction;
  return from + (to - from) * (shape === 'cosine' ? (1 - Math.cos(Math.PI * fraction)) / 2 : fraction);
}

/**
 * Returns the schedule when every number in it is finite and in its range.
 * @throws InputError naming the number that is not.
 */
export function checkSchedule(thing: string, schedule: Schedule): Schedule {
  if (typeof schedule !== 'object' || schedule === null || !('schedule' in schedule))
    return checkCourse(thing, schedule);
  checkKeys(thing, schedule, ['warmup', 'schedule']);
  checkNumber(`${thing}.warmup`, schedule.warmup, { min: 1, integer: true });
  checkCourse(`${thing}.schedule`, schedule.schedule);
  return schedule;
}

function checkCourse(thing: string, course: Course): Course {
  if (typeof course !== 'object' || course === null) return checkNumber(thing, course);
  if ('points' in course) return checkPoints(thing, course);
  const { from, to, shape, over } = checkKeys(thing, course, ['from', 'to', 'shape', 'over']);
  checkNumber(`${thing}.from`, from);
  checkNumber(`${thing}.to`, to);
  if (shape !== undefined) checkChoice(`${thing}.shape`, shape, ['linear', 'cosine', 'exponential']);
  if (shape === 'exponential' && !(from * to > 0)) {
    throw new InputError(`${thing} is exponential and must run between two numbers of one sign, got ${from} and ${to}`);
  }
  if (over !== undefined) checkNumber(`${thing}.over`, over, { above: 0, max: 1 });
  return course;
}

/** More than anybody writes: each step looks through the list. */
const MAX_POINTS = 1000;

function checkPoints(thing: string, course: Points): Points {
  const { points, shape } = checkKeys(thing, course, ['points', 'shape']);
  if (!Array.isArray(points) || points.length === 0 || points.length > MAX_POINTS) {
    throw new InputError(`${thing}.points must be 1 to ${MAX_POINTS} pairs [fraction, value], got ${show(points)}`);
  }
  let before = -Infinity;
  for (const [i, point] of points.entries()) {
    if (!Array.isArray(point) || point.length !== 2) {
      throw new InputError(`${thing}.points[${i}] must be a pair [fraction, value], got ${show(point)}`);
    }
    before = checkNumber(`fraction of ${thing}.points[${i}]`, point[0], { min: 0, max: 1, above: before });
    checkNumber(`value of ${thing}.points[${i}]`, point[1]);
  }
  if (shape !== undefined) checkChoice(`${thing}.shape`, shape, ['linear', 'cosine', 'hold']);
  return course;
}

/** The schedule with every value multiplied by `factor`. */
export function scaleSchedule(schedule: Schedule, factor: number): Schedule {
  if (typeof schedule === 'object' && 'schedule' in schedule) {
    return { ...schedule, schedule: scaleCourse(schedule.schedule, factor) };
  }
  return scaleCourse(schedule, factor);
}

function scaleCourse(course: Course, factor: number): Course {
  if (typeof course === 'number') return course * factor;
  if ('points' in course) return { ...course, points: course.points.map(([at, value]) => [at, value * factor]) };
  return { ...course, from: course.from * factor, to: course.to * factor };
}
