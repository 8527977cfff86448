import type { Precision } from '@audiate/compile';
import { installOps, keepingUsersBackend } from '@audiate/ops';
import { InputError, warnOnce } from '@audiate/protocol';
import { type Candidate, candidatesFor } from './candidates.js';
import { compiled } from './compiled.js';
import { eager } from './eager.js';
import type { Engine, EngineChoice, EngineReport, EngineSettings } from './engine.js';
import { NotCompiled } from './not-compiled.js';
import { openOnnxruntime } from './onnxruntime.js';
import { type Share, sharedSettings } from './share.js';
import { ranOutOfMemory } from './tensorflow/out-of-memory.js';
import { eagerOnWasm } from './wasm.js';

/**
 * Begins something on the engine asked for, or on the first of an order (`auto`, a device) that starts and can run it. Registers
 * the gradients that TensorFlow.js lacks or gets wrong (`installOps`), so that they hold in a user's own parts, too.
 * @param begin is called again with another engine when it throws {@link NotCompiled} and there is one; a warning then says why.
 * @param share of the machine that is its own, where others begin beside it.
 * @returns what `begin` gives.
 * @throws InputError when `choice` is no engine, or is one that does not start here, with the reason; what `begin` throws.
 */
export async function beginOnEngine<T>(
  choice: EngineChoice = 'auto',
  begin: (engine: Engine) => Promise<T> | T,
  share?: Share,
): Promise<T> {
  installOps();
  const passedOver: EngineReport['passedOver'][number][] = [];
  let refusal: string | undefined;
  const candidates = candidatesFor(choice);
  for (const candidate of candidates) {
    const { name } = candidate;
    let engine: Engine;
    try {
      engine = await keepingUsersBackend(() => open(candidate, [...passedOver], share));
    } catch (error) {
      passedOver.push({ name, why: messageOf(error) });
      continue;
    }
    try {
      const begun = await begin(engine);
      if (refusal) warnOnce(`the engine "${name}" runs what "onnxruntime" can't: ${refusal}`);
      return begun;
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error;
      if (candidates.length === 1) throw error.cause;
      refusal = messageOf(error.cause);
      passedOver.push({ name, why: refusal });
    }
  }
  const reasons = passedOver.map(({ name, why }) => `${name}: ${why}`).join('; ');
  throw new InputError(`${thingOf(choice)} does not start here (${reasons})${hintFor(choice)}`);
}

const hintFor = (choice: EngineChoice): string =>
  typeof choice === 'object' && 'device' in choice && choice.device === 'cuda'
    ? "; install what one of them needs, or try device: 'webgpu', which needs no more than a graphics driver"
    : '';

function thingOf(choice: EngineChoice): string {
  if (typeof choice === 'string') return `engine "${choice}"`;
  return 'name' in choice ? `engine "${choice.name}"` : `device "${choice.device}"`;
}

async function open(
  candidate: Candidate,
  passedOver: EngineReport['passedOver'],
  share: Share | undefined,
): Promise<Engine> {
  const { name } = candidate;
  const own = share && name === 'onnxruntime' ? sharedSettings(share, candidate.settings) : undefined;
  const { detail, threads, running } = await (own ? openOnnxruntime(own) : candidate.open());
  const settings = withPrecision(own ?? candidate.settings, running?.precision);
  const described = { report: { name, detail, passedOver }, threads, settings };
  if (name === 'tensorflow') return { ...described, ...eager(name), ranOutOfMemory };
  if (name === 'wasm') return { ...described, ...eagerOnWasm() };
  if (name !== 'onnxruntime') return { ...described, ...eager(name) };
  return { ...described, ...eager('cpu'), ...compiled({ threads, ...running, lane: share?.lane }) };
}

/** What was asked for, with what was left to the engine: a recipe says what ran. */
function withPrecision(asked: EngineSettings | undefined, precision?: Precision): EngineSettings | undefined {
  return asked?.name === 'onnxruntime' && precision ? { ...asked, precision } : asked;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
