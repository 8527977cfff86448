import { activations, type EngineName, version } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import type { Command } from 'commander';
import { EXIT } from '../terminal/exit.js';
import type { Terminal } from '../terminal/terminal.js';

const ENGINES: readonly EngineName[] = ['onnxruntime', 'tensorflow', 'wasm', 'cpu'];

/** What makes an engine start that does not. */
const INSTALL: Readonly<Partial<Record<EngineName, string>>> = {
  onnxruntime: 'npm install onnxruntime-node',
  tensorflow: 'npm install @tensorflow/tfjs-node (or tfjs-node-gpu)',
  wasm: 'npm install @tensorflow/tfjs-backend-wasm',
};

/** What one engine does here. */
interface Finding {
  readonly engine: EngineName;
  readonly starts: boolean;
  /** Milliseconds to hear half a second, where it starts; else why it does not. */
  readonly ms?: number;
  readonly why?: string;
}

const EXAMPLES = `
Examples:
  audiate doctor
  audiate doctor --json`;

/** `audiate doctor`: which engines start here, why others don't, and what to install. */
export function addDoctor(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  commands
    .command('doctor')
    .description('try every engine on the embedded model: which start here, why others do not, what to install')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json }: { readonly json?: boolean }) => {
      const findings: Finding[] = [];
      for (const engine of ENGINES) {
        terminal.signal.throwIfAborted();
        findings.push(await tried(engine));
      }
      const best = findings.find(({ starts }) => starts);
      if (json)
        terminal.print(JSON.stringify({ version, node: process.version, best: best?.engine, engines: findings }));
      else for (const line of told(findings)) terminal.print(line);
      if (!best) end(EXIT.mistake);
    });
}

async function tried(engine: EngineName): Promise<Finding> {
  const model = await tiny();
  const sound = Float32Array.from({ length: 8000 }, (_, n) => 0.1 * Math.sin(n / 5));
  try {
    await activations(model, sound, ['logits'], { engine });
    const began = performance.now();
    await activations(model, sound, ['logits'], { engine });
    return { engine, starts: true, ms: Math.round(performance.now() - began) };
  } catch (error) {
    return { engine, starts: false, why: error instanceof Error ? error.message : String(error) };
  } finally {
    model.dispose();
  }
}

function* told(findings: readonly Finding[]): Generator<string> {
  yield `audiate ${version}, Node ${process.version}, ${process.platform} ${process.arch}`;
  for (const { engine, starts, ms, why } of findings) {
    if (starts) {
      yield `yes  ${engine.padEnd(11)}  hears half a second in ${ms} ms`;
      continue;
    }
    yield `no   ${engine.padEnd(11)}  ${why}`;
    if (INSTALL[engine]) yield `     ${''.padEnd(11)}  try: ${INSTALL[engine]}`;
  }
  const best = findings.find(({ starts }) => starts);
  yield best ? `audiate runs on ${best.engine} unless told otherwise` : 'no engine starts here';
}
