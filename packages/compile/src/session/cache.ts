import { onRelease } from '@audiate/ops';
import type { Value } from '../graph/graph.js';
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
  program?: Program;
  users: number;
  /** Its model was disposed: not to be found again. */
  stale: boolean;
}

/** Programs that nobody uses are kept for the next one of their structure; this many. */
const IDLE = 2;

const held = new Map<string, Held>();
let listening = false;

/** The program of a structure: one that is loaded already, or a new one. */
export async function leaseProgram(outputs: readonly Value[], options: ProgramOptions): Promise<Lease> {
  listen();
  const key = `${JSON.stringify(options)}\n${structureOf(outputs)}`;
  const found = held.get(key);
  const known = found?.program?.lost() ? undefined : found;
  const entry: Held = known ?? { loading: loadProgram(outputs, options), users: 0, stale: false };
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

/** How many programs are loaded, in use or not. */
export function programCount(): number {
  return held.size;
}

function dropIdle(keep = IDLE): void {
  const idle = [...held].filter(([, entry]) => entry.users === 0);
  const surplus = new Set(idle.slice(0, Math.max(0, idle.length - keep)));
  for (const pair of idle) {
    const [key, entry] = pair;
    if (!entry.stale && !surplus.has(pair)) continue;
    held.delete(key);
    void entry.program?.release();
  }
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
