/** Gives back two functions that Node 23 removed and that `@tensorflow/tfjs-node` 4.22 calls. */
export async function restoreNodeUtilities(): Promise<void> {
  const { default: util } = (await import('node:util')) as unknown as { default: Record<string, unknown> };
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
