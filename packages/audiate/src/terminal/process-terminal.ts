import type { Terminal } from './terminal.js';

/**
 * The terminal of this process. The first Ctrl-C aborts the signal; a second one ends the process at once. So does a request to end
 * (SIGTERM).
 */
export function processTerminal(): Terminal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  // Whoever reads the answer may have enough of it: `audiate layers tiny | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    print: (line) => process.stdout.write(`${line}\n`),
    error: (line) => process.stderr.write(`${line}\n`),
    isInteractive: process.stderr.isTTY === true,
    signal: controller.signal,
  };
}
