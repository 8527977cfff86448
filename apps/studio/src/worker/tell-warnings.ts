import type { Reply } from '../protocol/tasks.js';

/** Longer than any warning of audiate. */
const MAX_LENGTH = 600;

/** What audiate warns of in the console, as of a GPU that was lost, goes to the page as well. */
export function tellWarnings(post: (reply: Reply) => void): void {
  const warn = console.warn.bind(console);
  console.warn = (...given: unknown[]) => {
    warn(...given);
    post({ warning: given.map(String).join(' ').slice(0, MAX_LENGTH) });
  };
}
