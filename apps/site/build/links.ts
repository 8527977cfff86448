import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

/** What stands in the pages and style sheets of a built site and leads nowhere, each with the file it stands in. */
export async function brokenLinks(site: string): Promise<string[]> {
  const files = new Set((await readdir(site, { recursive: true })).map((file) => file.replaceAll('\\', '/')));
  const texts = new Map<string, string>();
  for (const file of files) {
    if (/\.(html|css)$/.test(file)) texts.set(file, await readFile(join(site, file), 'utf8'));
  }
  const anchors = new Map([...texts].map(([file, text]) => [file, new Set(idsIn(text))]));
  return [...texts].flatMap(([file, text]) =>
    addressesIn(file, text)
      .filter((address) => !ELSEWHERE.test(address))
      .filter((address) => !leadsSomewhere(address, file, { files, anchors }))
      .map((address) => `${file}: ${address}`),
  );
}

const ELSEWHERE = /^(https?:|mailto:|data:)/;

interface Known {
  readonly files: ReadonlySet<string>;
  readonly anchors: ReadonlyMap<string, ReadonlySet<string>>;
}

function leadsSomewhere(address: string, from: string, { files, anchors }: Known): boolean {
  const [path, anchor] = address.split('#') as [string, string | undefined];
  // An address from the top of a server breaks in every folder but one.
  if (path.startsWith('/')) return false;
  const to = path === '' ? from : posix.join(dirname(from), decodeURI(path.split('?')[0]!)).replace(/\/$/, '');
  const file = files.has(`${to}/index.html`) ? `${to}/index.html` : to;
  if (!files.has(file)) return false;
  return !anchor || !file.endsWith('.html') || anchors.get(file)!.has(decodeURIComponent(anchor));
}

function addressesIn(file: string, text: string): string[] {
  const pattern = file.endsWith('.css') ? /url\((["']?)([^"')]+)\1\)/g : /\s(href|src|card-src)="([^"]*)"/g;
  const markup = text.replace(/<script(?![^>]*\bsrc=)[^>]*>.*?<\/script>/gs, '');
  return [...markup.matchAll(pattern)].map(([, , address]) => address!.replaceAll('&amp;', '&'));
}

function idsIn(text: string): string[] {
  return [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!.replaceAll('&amp;', '&'));
}
