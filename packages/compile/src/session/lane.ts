import type { Host } from './host.js';
import { openHost } from './open.js';
import { openThread } from './thread.js';

const lanes = new Map<number, Promise<Host>>();

/**
 * The ONNX Runtime of a lane from 1, in Node: a worker thread of its own, so that its programs compute while those of other
 * lanes do. The process's first one where no further thread starts. A new one when it has ended.
 */
export async function openLane(lane: number): Promise<Host> {
  const opening = lanes.get(lane) ?? openThread().catch(sharedHost);
  lanes.set(lane, opening);
  const forget = () => {
    if (lanes.get(lane) === opening) lanes.delete(lane);
  };
  const host = await opening.catch((error) => {
    forget();
    throw error;
  });
  if (!host.lost()) return host;
  forget();
  return openLane(lane);
}

/** The lanes from 1 that are open. */
export function openedLanes(): number[] {
  return [...lanes.keys()];
}

/**
 * Takes a lane's ONNX Runtime out of use.
 * @returns what ends its thread, with everything that was loaded there; nothing where it shares the first one's.
 */
export async function closeLane(lane: number): Promise<Host['close']> {
  const opening = lanes.get(lane);
  lanes.delete(lane);
  return (await opening?.catch(() => undefined))?.close;
}

/** The first lane's, which no other lane ends. */
async function sharedHost(): Promise<Host> {
  const { close: _, ...host } = await openHost();
  return host;
}
