import { run } from '../run.js';
import type { Terminal } from '../terminal/terminal.js';

/** A terminal that remembers. @param onLine is told each line of the answer. */
export function remembering(onLine: (line: string, controller: AbortController) => void = () => {}) {
  const controller = new AbortController();
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    print(line) {
      out.push(line);
      onLine(line, controller);
    },
    // A busy machine is slow enough for lines about progress.
    error(line) {
      if (!/^\d+ % /.test(line)) err.push(line);
    },
    isInteractive: false,
    signal: controller.signal,
  };
  return { out, err, terminal, stop: () => controller.abort() };
}

/** What a command line answered. */
export async function ran(...argv: string[]) {
  const { out, err, terminal } = remembering();
  return { code: await run(argv, terminal), out, err };
}

/** As little as shows that a render works. */
export const SHORT = ['--steps', '2', '--seconds', '0.3'];
