/**
 * Gives back what `@tensorflow/tfjs-node` 4.22 calls in its operations and Node has removed: `isNullOrUndefined`, gone
 * since Node 23, and `isArray`, deprecated.
 */
export async function restoreNodeUtilities(): Promise<void> {
  const { default: util } = (await import('node:util')) as unknown as { default: Record<string, unknown> };
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
