/** The words of a command line as a shell splits it, quotes taken off; what is redirected, and notes, left out. */
export function wordsOf(line: string): string[] {
  const command = line.trim().split(/ {2,}| [>|#] /)[0]!;
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare!,
  );
}

/** The command lines of audiate in the examples of a help, without the program's name. */
export const linesOfHelp = (text: string): string[][] => found(text, /^\s*(?:source <\()?(audiate .*?)(?:\).*)?$/gm);

/** Those of a page: behind a prompt or `npx`. */
export const linesOfPage = (text: string): string[][] => found(text, /^(?:\$ |npx )(audiate .*)$/gm);

function found(text: string, pattern: RegExp): string[][] {
  return [...text.matchAll(pattern)].map(([, line]) => wordsOf(line!).slice(1));
}
