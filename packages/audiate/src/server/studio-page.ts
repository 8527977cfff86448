import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import type { Access } from './access.js';
import type { Beside } from './serve-folder.js';

/** What the page is told of the program. */
export interface ToldToPage {
  /** What the page calls the model that the program was started with. */
  readonly model?: string | undefined;
}

/** Where the page's policy names who may be spoken to; not every browser counts WebSockets of the page's own host to 'self'. */
const POLICY = "connect-src 'self'";

/**
 * Answers for the studio's page: it tells the page that there is a program behind it. Whoever comes by the printed address is let in,
 * and sent on to the address without the token, which can be shared; to others the page says that its program is closed.
 * @throws InputError where the folder holds no page.
 */
export function studioPage(folder: string, access: Access, told: ToldToPage): NonNullable<Beside['answer']> {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  if (!html.includes('<head>') || !html.includes(POLICY))
    throw new InputError('the studio is not built as it should be');
  return (request, response) => {
    const [path] = (request.url ?? '/').split('?');
    if (request.method !== 'GET' || (path !== '/' && path !== '/index.html')) return false;
    response.setHeader('Cache-Control', 'no-store');
    // Not even to other addresses of this page: the address may hold the token.
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (access.isByToken(request)) {
      response.writeHead(303, { 'Set-Cookie': access.cookieFor(request), Location: '/' }).end();
      return true;
    }
    const says = access.isLetIn(request) ? { open: true, ...told } : { open: false };
    const page = html
      .replace(
        '<head>',
        () => `<head>\n    <meta name="audiate-studio" content="${attribute(JSON.stringify(says))}" />`,
      )
      .replace(POLICY, () => `${POLICY} ws://${request.headers.host}`);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    return true;
  };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };

const attribute = (text: string): string => text.replace(/[&"<>]/g, (letter) => ESCAPES[letter]!);
