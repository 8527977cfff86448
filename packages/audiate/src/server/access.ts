import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may use what a server does beside serving files: the browser in which the printed address was opened. */
export interface Access {
  /** What follows the server's address in what is printed: `?token=…`. */
  readonly query: string;
  /** Whether a request comes by the printed address. */
  isByToken(request: IncomingMessage): boolean;
  /** The header `Set-Cookie` that lets that browser in until the server ends. */
  cookieFor(request: IncomingMessage): string;
  /** Whether a request comes from a browser that was let in. */
  isLetIn(request: IncomingMessage): boolean;
}

/** Access by a token that is drawn anew each time. */
export function accessByToken(token = randomBytes(24).toString('base64url')): Access {
  const isToken = (given: string | undefined | null): boolean => {
    const [own, other] = [Buffer.from(token), Buffer.from(given ?? '')];
    return own.length === other.length && timingSafeEqual(own, other);
  };
  return {
    query: `?token=${token}`,
    isByToken: ({ url = '/' }) => isToken(new URL(url, 'http://any').searchParams.get('token')),
    cookieFor: (request) => `${cookieName(request)}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    isLetIn: (request) => isToken(cookieOf(request)),
  };
}

/** Browsers keep one cookie of a name for all ports of a machine. */
const cookieName = ({ socket }: IncomingMessage): string => `audiate-studio-${socket.localPort}`;

function cookieOf(request: IncomingMessage): string | undefined {
  const start = `${cookieName(request)}=`;
  const cookies = (request.headers.cookie ?? '').split('; ');
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length);
}
