import type { Climb } from './climb.ts';

/** Who climbs: audiate; PyTorch with Adam; PyTorch with audiate's optimizer. */
export const SIDES = ['audiate', 'Adam', 'same optimizer'] as const;
export type Side = (typeof SIDES)[number];

/** What the three made of one target from one seed. */
export interface Run {
  readonly target: string;
  /** Which row of the tables it counts in. */
  readonly group: string;
  readonly seed: number;
  /** Whether it was the first sound of its process, or came after another of the same layer. */
  readonly turn: 'first' | 'again';
  /** The machine's load average over the last minute: on as many as there are cores it is this run's own. */
  readonly load: number;
  readonly climbs: Readonly<Record<Side, Climb>>;
}

/** The median and quartiles of numbers of which some are infinite: those of climbs that never arrived. */
export function ranked(values: readonly number[]): readonly [low: number, median: number, high: number] {
  if (values.length === 0) return [Number.NaN, Number.NaN, Number.NaN];
  const sorted = [...values].sort((a, b) => a - b);
  const at = (fraction: number) => {
    const rank = fraction * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
    return rank % 1 === 0 || below === above ? below : below + (above - below) * (rank % 1);
  };
  return [at(0.25), at(0.5), at(0.75)];
}

/** Seconds until the natural maximum; infinite where it was not reached. */
export const waited = ({ reached, seconds }: Climb): number => (reached === null ? Number.POSITIVE_INFINITY : seconds);

/** Seconds that all threads computed until the natural maximum; infinite where it was not reached. */
export const worked = ({ reached, cpuSeconds }: Climb): number =>
  reached === null ? Number.POSITIVE_INFINITY : cpuSeconds;

/** Steps until the natural maximum; infinite where it was not reached. */
export const stepsTo = ({ reached }: Climb): number => reached ?? Number.POSITIVE_INFINITY;

/** How many times as long as audiate a side takes, run by run; runs in which neither arrives tell nothing. */
export function ratios(runs: readonly Run[], side: Side, cost: (climb: Climb) => number): number[] {
  return runs.flatMap(({ climbs }) => {
    const [theirs, ours] = [cost(climbs[side]), cost(climbs.audiate)];
    return Number.isFinite(theirs) || Number.isFinite(ours) ? [theirs / ours] : [];
  });
}

type Column = readonly [heading: string, cell: (runs: readonly Run[]) => string];

const each =
  (side: Side, cost: (climb: Climb) => number, digits: number) =>
  (runs: readonly Run[]): string =>
    spreadOf(ranked(runs.map(({ climbs }) => cost(climbs[side]))), digits);

const perSide = (heading: string, cell: (side: Side) => Column[1]): Column[] =>
  SIDES.map((side): Column => [`${heading}, ${side}`, cell(side)]);

const slower = (side: Side, cost: (climb: Climb) => number): Column => [
  `${side} ÷ audiate`,
  (runs) => spreadOf(ranked(ratios(runs, side, cost)), 1),
];

/** How long a user waits. */
export const WAITS: readonly Column[] = [
  ['runs', (runs) => String(runs.length)],
  ...perSide('seconds', (side) => each(side, waited, 2)),
  slower('Adam', waited),
  slower('same optimizer', waited),
];

/** What is computed meanwhile. */
export const WORK: readonly Column[] = [
  ...perSide('CPU seconds', (side) => each(side, worked, 2)),
  slower('Adam', worked),
  slower('same optimizer', worked),
];

/** What the wait is made of. */
export const PARTS: readonly Column[] = [
  ...perSide('reached', (side) => (runs) => {
    const count = runs.filter(({ climbs }) => climbs[side].reached !== null).length;
    return `${count} of ${runs.length}`;
  }),
  ...perSide('steps', (side) => each(side, stepsTo, 0)),
  ...perSide('before steps, s', (side) => (runs) => middle(runs, ({ climbs }) => climbs[side].beforeSteps, 2)),
  ...perSide('a step, ms', (side) => (runs) => middle(runs, ({ climbs }) => 1000 * climbs[side].perStep, 0)),
];

/** A Markdown table with a row for each group of runs, in the order that they come in, and one for all where there are several. */
export function tableOf(runs: readonly Run[], columns: readonly Column[], head = ''): string {
  const groups = [...new Set(runs.map(({ group }) => group))];
  const lines = groups.map((group) => [group, runs.filter((run) => run.group === group)] as const);
  const all = groups.length > 1 ? ([['**all**', runs]] as const) : [];
  return [
    `| ${[head, ...columns.map(([heading]) => heading)].join(' | ')} |`,
    `| --- |${' ---: |'.repeat(columns.length)}`,
    ...[...lines, ...all].map(([name, some]) => `| ${[name, ...columns.map(([, cell]) => cell(some))].join(' | ')} |`),
  ].join('\n');
}

const middle = (runs: readonly Run[], pick: (run: Run) => number, digits: number) =>
  shown(ranked(runs.map(pick))[1], digits);

/** A median and its quartiles; the median alone where all are one. */
function spreadOf([low, median, high]: readonly [number, number, number], digits: number): string {
  const middle = shown(median, digits);
  return low === high || Number.isNaN(median) ? middle : `${middle} (${shown(low, digits)}–${shown(high, digits)})`;
}

const shown = (value: number, digits: number) =>
  Number.isNaN(value) ? '–' : Number.isFinite(value) ? value.toFixed(digits) : '∞';
