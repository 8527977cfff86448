import { inNode, nodeModule } from '@audiate/protocol';

/** Cores that this process may use; 1 in browsers, where threads need a page of its own isolation. */
export function coreCount(): number {
  return inNode ? nodeModule('node:os').availableParallelism() : 1;
}
