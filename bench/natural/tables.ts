import { describeMachine, thisMachine } from '../machine.ts';
import { PARTS, type Run, ranked, SIDES, tableOf, WAITS, WORK } from './summary.ts';

/** The run at random weights, as the tables call it. */
export const BASE = 'base, 64 steps';

/** What the figures must be read with, and all tables, in Markdown. */
export function reportOf(
  runs: readonly Run[],
  { threads, versions, dtype }: { threads: number; versions: Readonly<Record<string, string>>; dtype: string },
): string {
  const ran = Object.entries({ node: process.versions.node, ...versions }).map((entry) => entry.join(' '));
  const policy = process.env.OMP_WAIT_POLICY;
  const [low, median, high] = ranked(runs.map(({ load }) => load)).map((load) => load.toFixed(1));
  const head = [
    `${describeMachine(thisMachine())}, load average ${median} (${low}–${high}); ${ran.join(', ')}; ${threads} threads each`,
    `PyTorch in ${dtype}${policy ? `, OMP_WAIT_POLICY=${policy}` : ''}`,
    new Date().toISOString().slice(0, 10),
  ].join('; ');
  const whole = runs.filter(({ group }) => group === BASE).map(asArrived);
  const [first, again] = (['first', 'again'] as const).map((turn) =>
    runs.filter((run) => run.turn === turn && run.group !== BASE),
  );
  const tables = [WAITS, WORK, PARTS].flatMap((columns) => [
    tableOf(first!, columns, 'first sound'),
    tableOf(again!, columns, 'another unit'),
    ...(whole.length > 0 ? [tableOf(whole, columns)] : []),
  ]);
  return [`${head}.`, ...tables].join('\n\n');
}

/** Where all steps are the goal, their end is the arrival. */
function asArrived({ climbs, ...run }: Run): Run {
  const all = SIDES.map((side) => [side, { ...climbs[side], reached: climbs[side].steps }]);
  return { ...run, climbs: Object.fromEntries(all) };
}
