import { describeMachine, thisMachine } from '../../bench/machine.ts';
import type { TargetRecord } from './record.ts';

/** Options of the report as the command line knows them. */
export interface Flags {
  readonly steps: string;
  readonly seed: string;
  readonly engine: string;
  readonly judge: readonly string[];
}

/** What figures must be read with: when and where they were made, and how to make them again. */
export function headOf(records: readonly TargetRecord[], flags: Flags): string {
  const days = [...new Set(records.map(({ made }) => made))].sort();
  const day = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0];
  const by = [...new Set(records.map(({ madeBy }) => madeBy))].join('; ');
  return `${day}; ${describeMachine(thisMachine())}; ${by}; \`${commandOf(flags)}\``;
}

/** The command without folders: where a checkpoint lies is of no use to others. */
function commandOf({ steps, seed, engine, judge }: Flags): string {
  const judges = judge.map((given) => ` --judge ${given.slice(0, given.indexOf('='))}=FOLDER`);
  return `npm run report -- --steps ${steps} --seed ${seed} --engine ${engine}${judges.join('')}`;
}
