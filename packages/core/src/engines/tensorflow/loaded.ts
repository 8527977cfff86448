import { InputError } from '@audiate/protocol';
import type { TensorflowSettings } from './settings.js';

/** How the process's libtensorflow came up: by audiate under settings, or by the user's own import. */
export interface Loaded {
  readonly settings: TensorflowSettings | undefined;
  readonly onGpu: boolean;
}

/** Where it computes: `gpu:1`, `cpu`. */
export function deviceOf({ settings, onGpu }: Loaded): string {
  return onGpu ? (settings?.device ?? 'gpu:0') : 'cpu';
}

/** @throws InputError when a process's libtensorflow, which is loaded once, is not as asked for. */
export function checkAsLoaded(asked: TensorflowSettings, loaded: Loaded): void {
  const { device, memoryGrowth } = asked;
  const inUse = deviceOf(loaded);
  const before = loaded.settings?.device;
  if (device !== undefined && device !== inUse) {
    if (!loaded.onGpu && (before ?? device) === device) {
      throw new InputError(`there is no ${device}: TensorFlow finds no GPU`);
    }
    const where = before && before !== inUse ? `for ${before}, which is not there,` : `on ${inUse}`;
    throw new InputError(`TensorFlow was loaded ${where} and stays so; ask for ${device} in a new process`);
  }
  const growth = loaded.settings && (loaded.settings.memoryGrowth ?? true);
  if (memoryGrowth === undefined || memoryGrowth === growth) return;
  const how = growth === undefined ? 'by an import of its package' : `with memoryGrowth ${growth}`;
  throw new InputError(
    `TensorFlow was loaded ${how} and stays so; ask for memoryGrowth ${memoryGrowth} in a new process`,
  );
}
