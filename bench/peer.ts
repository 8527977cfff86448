import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A Python process that answers each request by one line. */
export interface Peer {
  ask(request: object): Promise<Record<string, number | string>>;
  close(): void;
}

/** Starts PyTorch's side; resolves when its model stands and its checkpoint is written. */
export async function startPeer(args: readonly string[]): Promise<Peer> {
  const script = new URL('./torch_side.py', import.meta.url).pathname;
  const child: ChildProcessWithoutNullStreams = spawn('python3', [script, ...args], { env: { ...process.env } });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await lines.next();
    if (line.done) throw new Error(`PyTorch's side ended: ${errors.slice(-2000)}`);
    return JSON.parse(line.value);
  };
  await next();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return next();
    },
    close: () => child.stdin.end(),
  };
}
