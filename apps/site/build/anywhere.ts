import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { BASE } from './base.ts';
import { stringsIn } from './strings-in.ts';

/**
 * Makes a built site work from any folder of any server: every address that begins with {@link BASE} becomes relative to
 * its file, and what scripts make of it is found when they run, from where they were loaded.
 * @throws Error for a file in which an address is left.
 */
export async function anywhere(folder: string): Promise<void> {
  for (const file of await readdir(folder, { recursive: true })) {
    const moved = MOVE[/\.(\w+)$/.exec(file)?.[1] ?? ''];
    if (!moved) continue;
    const path = join(folder, file);
    const before = await readFile(path, 'utf8');
    if (!before.includes(BASE)) continue;
    await writeFile(path, moved(before, `${relative(dirname(file), '.') || '.'}/`));
  }
}

/** The app goes to other pages without loading them, and would take what is relative to the first page along. */
const KEEP_LINKS =
  "<script>for(const link of document.querySelectorAll('a[href],link[href]'))link.href=link.href</script>";

/** By the ending of a file: its text for any folder, given the way from the file to the top of the site. */
const MOVE: Readonly<Record<string, (text: string, top: string) => string>> = {
  css: (text, top) => text.replaceAll(BASE, top),
  js: (text, top) => movedScript(text, `new URL(${JSON.stringify(top)},import.meta.url).pathname`),
  html: (text, top) =>
    text
      .replace(/(<script(?![^>]*\bsrc=)[^>]*>)(.*?)(<\/script>)/gs, (_, open, script, close) => {
        return `${open}${movedScript(script, `new URL(${JSON.stringify(top)},location.href).pathname`)}${close}`;
      })
      // From a disk a folder has no first page.
      .replaceAll(`="${BASE}"`, `="${top}index.html"`)
      .replaceAll(`="${BASE}`, `="${top}`)
      .replace('</body>', `${KEEP_LINKS}</body>`),
};

/** A script whose strings hold the folder that `top` finds instead of {@link BASE}. */
function movedScript(script: string, top: string): string {
  if (!script.includes(BASE)) return script;
  const pieces: string[] = [];
  let end = 0;
  for (const string of stringsIn(script)) {
    const text = script.slice(string.start, string.end);
    if (!text.includes(BASE)) continue;
    pieces.push(script.slice(end, string.start), `(${text}.replaceAll(${JSON.stringify(BASE)},${top}))`);
    end = string.end;
  }
  const rest = script.slice(end);
  if ([...pieces.filter((_, i) => i % 2 === 0), rest].some((piece) => piece.includes(BASE))) {
    throw new Error(`an address of the site stands outside the strings of a script: ${script.slice(0, 200)}`);
  }
  return [...pieces, rest].join('');
}
