import { expect, test } from 'vitest';
import { progressOf } from './progress.js';

test('without a terminal a line is written every ten seconds', () => {
  let now = 0;
  const lines: string[] = [];
  const { signal } = new AbortController();
  const terminal = { print: () => {}, error: (line: string) => lines.push(line), isInteractive: false, signal };
  const progress = progressOf(terminal, () => now);
  for (const second of [0, 9, 10, 12, 19, 21, 40]) {
    now = 1000 * second;
    progress.show(second, 80, `second ${second}`);
  }
  progress.stop();
  expect(lines).toEqual(['12 %  second 10', '26 %  second 21', '50 %  second 40']);
});
