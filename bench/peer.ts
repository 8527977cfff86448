import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a peer answers: one flat JSON object. */
export type Answer = Readonly<Record<string, unknown>>;

/** A process that answers each request by one line. */
export interface Peer {
  /** What it said when it was ready. */
  readonly ready: Answer;
  /** @throws Error with the end of its error output, when it has ended. */
  ask(request: object): Promise<Answer>;
  /** Resolves when it has ended. */
  close(): Promise<void>;
}

/** Starts a command that speaks lines of JSON; resolves when it is ready. */
export async function startPeer(command: string, args: readonly string[]): Promise<Peer> {
  const child = spawn(command, args);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-2000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      errors += error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Answer> => {
    const line = await Promise.race([lines.next(), ended.then(() => ({ done: true, value: '' }))]);
    if (line.done) throw new Error(`${command} ${args[0]} ended: ${errors.trim()}`);
    return JSON.parse(line.value);
  };
  return {
    ready: await next(),
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return next();
    },
    close() {
      child.stdin.end();
      return ended;
    },
  };
}

/** The step that both sides compute. */
export interface Step {
  /** Holds the checkpoint, and `audio.bin`. */
  readonly folder: string;
  readonly layer: number;
  readonly batch: number;
  readonly samples: number;
  readonly threads: number;
  /** Of our side; `f32` unless given. */
  readonly precision?: 'f32' | 'i8';
}

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const numbers = ({ layer, batch, samples, threads }: Step) => [layer, batch, samples, threads].map(String);

/** Starts PyTorch, which writes the checkpoint of `model` (`base`, `large`, or the path of a config.json). */
export function startTorch(step: Step, model: string): Promise<Peer> {
  return startPeer('python3', [beside('torch_side.py'), step.folder, model, ...numbers(step)]);
}

/** Starts the compiled engine in a process of its own, by the flags of this one. */
export function startOurs(step: Step): Promise<Peer> {
  const side = [beside('our-side.ts'), step.folder, ...numbers(step), step.precision ?? 'f32'];
  return startPeer(process.execPath, [...process.execArgv, ...side]);
}
