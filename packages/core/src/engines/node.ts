/** Whether this is Node rather than a browser. */
export const inNode = typeof process !== 'undefined' && Boolean(process.versions?.node);

/** Cores that this process may use; 1 in browsers, where threads need a page of its own isolation. */
export async function coreCount(): Promise<number> {
  return inNode ? (await import('node:os')).availableParallelism() : 1;
}
