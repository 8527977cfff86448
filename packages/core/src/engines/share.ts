import { closeLanes } from '@audiate/compile';
import { inNode, macrotask } from '@audiate/protocol';
import { coreCount } from './core-count.js';
import type { EngineSettings, OnnxruntimeSettings } from './engine.js';

/** The part of the machine that is one render's own, where several go on at once. */
export interface Share {
  /** Counts from 0; programs of different lanes compute at once (see `lane` of `compile`). */
  readonly lane: number;
  /** How many lanes share the cores. */
  readonly of: number;
}

/**
 * Settings of `onnxruntime` with a share's threads: an equal part of the cores, one at least. Nothing to set for all of the
 * cores, in a browser, and where threads or execution providers were asked for.
 */
export function sharedSettings(share: Share, settings?: EngineSettings): OnnxruntimeSettings | undefined {
  const asked = settings?.name === 'onnxruntime' ? settings : undefined;
  if (!inNode || share.of === 1 || asked?.threads || asked?.executionProviders) return undefined;
  return { ...asked, name: 'onnxruntime', threads: Math.max(1, Math.floor(coreCount() / share.of)) };
}

/** Frees the threads and programs of all lanes but the first that no render uses. */
export async function freeShares(): Promise<void> {
  await macrotask(); // renders that have ended give their programs back by then
  await closeLanes();
}
