/**
 * Runs a decoder that writes its complaints to the console, which they aren't meant for, and answers them besides.
 *
 * `body` is synchronous: nobody else writes meanwhile.
 * @param onComplaint is called with each; what it throws ends the decoder's loop.
 */
export function quietly<T>(body: () => T, onComplaint: (message: string) => void): T {
  const { error, warn } = console;
  console.error = console.warn = (...words: unknown[]) => onComplaint(words.join(' ').replace(/\s+/g, ' ').trim());
  try {
    return body();
  } finally {
    Object.assign(console, { error, warn });
  }
}
