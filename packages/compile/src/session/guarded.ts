import { warnOnce } from '@audiate/protocol';
import type { Numbers } from '../graph/graph.js';
import { firstLine } from './runtime.js';

/** A loaded program with everything but its inputs in hand. */
export interface Runnable {
  /** Whether nothing had to be loaded. */
  readonly found: boolean;
  /** The loaded program itself, which others may run, too. */
  readonly program: object;
  /** @param gradients whether they are wanted after the values. */
  run(inputs: Readonly<Record<string, Numbers>>, gradients: boolean): Promise<Numbers[]>;
  free(): void;
}

/** Largest difference of a device's first answers from the processor's, relative to the largest number of each. */
const TOLERANCE = 1e-3;
/** A number near zero that sums cancelled to has lost its digits: differences below this are none. */
const ROUNDING = 1e-6;

let givenUp = false;
/** Whether a guarded program has moved to the processor, with all that come after it. */
export function deviceGivenUp(): boolean {
  return givenUp;
}

/** Programs whose first numbers are not to be compared any more. */
const checked = new WeakSet<object>();

/**
 * A program on a device that goes on on the processor where the device fails it: where it does not load, where its first
 * guarded run answers other numbers, and where a later run fails, as when the device is lost. The run that fails is run
 * again, so that the caller notices nothing but one warning. A page that has given the device up once does not ask it again.
 * Where the processor can't answer the first run, the device goes on unchecked, with a warning.
 * @param load makes the program, on the device or on the processor.
 */
export async function guarded(load: (on: 'device' | 'processor') => Promise<Runnable>): Promise<Runnable> {
  if (givenUp) return load('processor');
  let freed = false;
  let moved: Promise<Runnable> | undefined;
  // Runs under way at the same time fail together, and move once.
  const goOn = (error: unknown): Promise<Runnable> => {
    givenUp = true;
    warnOnce(`the GPU is given up, and programs go on on the processor: ${firstLine(error)}`);
    moved ??= load('processor');
    return moved;
  };
  const device = await load('device').catch(goOn);
  if (moved) return device;
  const check = async (inputs: Readonly<Record<string, Numbers>>, answers: readonly Numbers[]) => {
    const expected = await answersOf(() => load('processor'), inputs);
    const apart = expected ? difference(answers, expected) : 0;
    if (apart > TOLERANCE) throw new Error(`its first numbers differ by ${apart.toPrecision(2)} of the largest`);
    checked.add(device.program);
  };
  return {
    found: device.found,
    program: device.program,
    async run(inputs, gradients) {
      if (!moved) {
        try {
          const unchecked = !checked.has(device.program);
          const answers = await device.run(inputs, gradients || unchecked);
          if (unchecked) await check(inputs, answers);
          return answers;
        } catch (error) {
          if (!moved && !freed) device.free();
          const abandoned = !moved && freed;
          const processor = await goOn(error);
          if (abandoned) processor.free();
        }
      }
      return (await moved!).run(inputs, gradients);
    },
    free() {
      if (freed) return;
      freed = true;
      if (moved) void moved.then((processor) => processor.free());
      else device.free();
    },
  };
}

/** What the processor answers; nothing, and a warning, where it can't: the device may work all the same. */
async function answersOf(
  load: () => Promise<Runnable>,
  inputs: Readonly<Record<string, Numbers>>,
): Promise<readonly Numbers[] | undefined> {
  try {
    const reference = await load();
    try {
      return await reference.run(inputs, true);
    } finally {
      reference.free();
    }
  } catch (error) {
    warnOnce(`the GPU's numbers are not compared with the processor's, which does not answer: ${firstLine(error)}`);
    return undefined;
  }
}

/** Of the output that differs most; infinite where one has a number and the other none. */
function difference(ours: readonly Numbers[], theirs: readonly Numbers[]): number {
  let most = 0;
  for (const [i, b] of theirs.entries()) {
    const a = ours[i]!;
    let [apart, largest] = [0, 0];
    for (let k = 0; k < b.length; k++) {
      const [x, y] = [Number(a[k]), Number(b[k])];
      if (Number.isFinite(y)) largest = Math.max(largest, Math.abs(y));
      if (Object.is(x, y)) continue;
      const own = Math.abs(x - y);
      apart = Number.isNaN(own) ? Number.POSITIVE_INFINITY : Math.max(apart, own);
    }
    if (apart > ROUNDING) most = Math.max(most, apart / largest);
  }
  return most;
}
