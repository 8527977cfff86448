import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { freePort } from './free-port.js';

/** A Redis of a test. */
export interface TestRedis {
  readonly connection: { readonly host: string; readonly port: number; readonly maxRetriesPerRequest: null };
  /** Kills it and starts it again, with what it wrote to its disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether this machine has Redis. */
export function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** Starts a Redis that keeps what it is told in a folder. @param host that it listens on. */
export async function startRedis(folder: string, host = '127.0.0.1'): Promise<TestRedis> {
  const port = await freePort(host);
  const at = { host, port };
  let server = await start(at, folder);
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  return {
    connection: { ...at, maxRetriesPerRequest: null },
    async restart() {
      await stop();
      server = await start(at, folder);
    },
    stop,
  };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

async function start({ host, port }: Address, folder: string): Promise<ChildProcess> {
  const options = {
    port: String(port),
    bind: host,
    'protected-mode': 'no',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'always',
  };
  const server = spawn(
    'redis-server',
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    server.stdout!.on('data', (text: Buffer) => /Ready to accept connections/.test(String(text)) && resolve());
  });
  return server;
}
