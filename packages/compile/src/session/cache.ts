import { onRelease } from '@audiate/ops';
import { inNode } from '@audiate/protocol';
import type { Value } from '../graph/graph.js';
import { closeLane, openedLanes } from './lane.js';
import { loadProgram, type Program, type ProgramOptions } from './program.js';
import { structureOf } from './structure.js';

/** A program in use; `free` hands it back. */
export interface Lease {
  readonly program: Program;
  /** Whether another had loaded it before. */
  readonly found: boolean;
  free(): void;
}

interface Held {
  readonly loading: Promise<Program>;
  readonly lane: number;
  program?: Program;
  users: number;
  /** Its model was disposed: not to be found again. */
  stale: boolean;
}

/** Programs that nobody uses are kept for the next one of their structure; this many in each lane. */
const IDLE = 2;

const held = new Map<string, Held>();
let listening = false;

/** The program of a structure: one that is loaded already, or a new one. In browsers all lanes are one. */
export async function leaseProgram(outputs: readonly Value[], asked: ProgramOptions): Promise<Lease> {
  listen();
  const options = { ...asked, lane: (inNode && asked.lane) || undefined };
  const key = `${JSON.stringify(options)}\n${structureOf(outputs)}`;
  const found = held.get(key);
  const known = found?.program?.lost() ? undefined : found;
  const { lane = 0 } = options;
  const entry: Held = known ?? { loading: loadProgram(outputs, options), lane, users: 0, stale: false };
  entry.users += 1;
  held.delete(key);
  held.set(key, entry);
  try {
    const program = await entry.loading;
    entry.program = program;
    let freed = false;
    const free = () => {
      if (freed) return;
      freed = true;
      entry.users -= 1;
      dropIdle();
    };
    return { program, found: known !== undefined, free };
  } catch (error) {
    entry.users -= 1;
    if (held.get(key) === entry) held.delete(key);
    throw error;
  }
}

/** Releases the programs that nobody uses: the memory that they hold beside their models. */
export function releaseIdlePrograms(): void {
  dropIdle(0);
}

/**
 * Ends the lanes but the first whose programs nobody uses, with these programs: their threads, and what each holds of the
 * weights. A program that is asked for in such a lane afterwards opens it anew.
 */
export async function closeLanes(): Promise<void> {
  const used = new Set([...held.values()].filter(({ users }) => users > 0).map(({ lane }) => lane));
  const unused = openedLanes().filter((lane) => !used.has(lane));
  const idle = [...held].filter(([, { lane }]) => unused.includes(lane));
  const closing = unused.map(closeLane);
  await Promise.all(idle.map(([key, entry]) => drop(key, entry)));
  await Promise.all(closing.map(async (close) => (await close)?.()));
}

/** How many programs are loaded, in use or not. */
export function programCount(): number {
  return held.size;
}

function dropIdle(keep = IDLE): void {
  const kept = new Map<number, number>();
  // the last ones were asked for last
  for (const [key, entry] of [...held].reverse()) {
    if (entry.users > 0) continue;
    const rank = (kept.get(entry.lane) ?? 0) + 1;
    kept.set(entry.lane, rank);
    if (entry.stale || rank > keep) void drop(key, entry);
  }
}

async function drop(key: string, { program }: Held): Promise<void> {
  held.delete(key);
  await program?.release();
}

/** A disposed model's programs go, too: at once, or when their last user frees them. */
function listen(): void {
  if (listening) return;
  listening = true;
  onRelease((data) => {
    for (const entry of held.values()) if (entry.program?.frozen.includes(data as Float32Array)) entry.stale = true;
    dropIdle();
  });
}
