import { nodeModule } from '@audiate/protocol';

/**
 * Gives back what `@tensorflow/tfjs-node` 4.22 calls in its operations and Node has removed: `isNullOrUndefined`, gone
 * since Node 23, and `isArray`, deprecated.
 */
export function restoreNodeUtilities(): void {
  const util = nodeModule('node:util') as unknown as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
