import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** How a copy of an installed `@tensorflow/tfjs-node` differs from it. */
export interface Alteration {
  /** Another name than its own. */
  readonly name?: string;
  /** Whether it has its shared objects; true unless given. */
  readonly libraries?: boolean;
  /** Whether the installed one stands beside the copy, which has another name. */
  readonly beside?: boolean;
  /** What becomes of its native part; as it is unless given. */
  native?(bytes: Buffer): Buffer | undefined;
}

const NATIVE = 'lib/napi-v8/tfjs_binding.node';

/** A `node_modules` folder that holds an altered copy of `installed` and links to all that it depends on. */
export function alteredInstall(installed: string, alteration: Alteration): string {
  const { name = '@tensorflow/tfjs-node', libraries = true, beside = false, native = (bytes) => bytes } = alteration;
  const modules = join(mkdtempSync(join(tmpdir(), 'audiate-tfjs-')), 'node_modules');
  const copy = join(modules, name);
  mkdirSync(copy, { recursive: true });
  const ours = dirname(dirname(installed));
  for (const entry of readdirSync(ours)) {
    if (entry === '.bin') continue;
    if (entry !== '@tensorflow') symlinkSync(join(ours, entry), join(modules, entry));
    else
      for (const own of readdirSync(join(ours, entry)))
        if (beside || own !== 'tfjs-node') symlinkSync(join(ours, entry, own), join(modules, entry, own));
  }
  for (const part of ['dist', 'scripts']) cpSync(join(installed, part), join(copy, part), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...manifest, name }));
  if (libraries) symlinkSync(join(installed, 'deps'), join(copy, 'deps'));
  const bytes = native(readFileSync(join(installed, NATIVE)));
  if (bytes) {
    mkdirSync(dirname(join(copy, NATIVE)), { recursive: true });
    writeFileSync(join(copy, NATIVE), bytes);
  }
  return modules;
}

/** A binary with one text replaced by another of the same length, all over. */
export function withText(from: string, to: string): (bytes: Buffer) => Buffer {
  if (from.length !== to.length) throw new Error(`"${from}" and "${to}" differ in length`);
  return (bytes) => {
    const text = bytes.toString('latin1');
    if (!text.includes(from)) throw new Error(`the binary holds no "${from}"`);
    return Buffer.from(text.replaceAll(from, to), 'latin1');
  };
}
