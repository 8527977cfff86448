import { inNode } from './node.js';

const told = new Set<string>();

/** Warns where the platform does: `process.emitWarning` in Node, the console in browsers. Each message once a process. */
export function warnOnce(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  if (inNode) process.emitWarning(message, 'AudiateWarning');
  else console.warn(message);
}
