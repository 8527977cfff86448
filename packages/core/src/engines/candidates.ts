import { checkChoice, InputError, show } from '@audiate/protocol';
import { openBackend } from './backend.js';
import type { EngineChoice, EngineName } from './engine.js';
import { inNode } from './node.js';
import { openOnnxruntime } from './onnxruntime.js';
import type { Opened } from './opened.js';
import { openTensorflow, openTensorflowOnGpu } from './tensorflow.js';
import { openWasm } from './wasm.js';

/** An engine that may start here. */
export interface Candidate {
  readonly name: EngineName;
  /** @throws Error with the reason when it does not start. */
  open(): Promise<Opened>;
  readonly executionProviders?: readonly string[];
}

const BY_NAME: Readonly<Record<EngineName, () => Promise<Opened>>> = {
  onnxruntime: () => openOnnxruntime(),
  tensorflow: openTensorflow,
  webgpu: () => openBackend('webgpu'),
  webgl: () => openBackend('webgl'),
  wasm: openWasm,
  cpu: () => openBackend('cpu'),
};

const named = (name: EngineName): Candidate => ({ name, open: BY_NAME[name] });

const IN_NODE: readonly Candidate[] = [
  { name: 'tensorflow', open: openTensorflowOnGpu },
  ...(['onnxruntime', 'tensorflow', 'wasm', 'cpu'] as const).map(named),
];
const IN_BROWSERS: readonly Candidate[] = (['webgpu', 'wasm', 'cpu'] as const).map(named);

/**
 * What is to be tried for a choice, in order.
 * @throws InputError for an unknown engine or execution providers that are no list of names.
 */
export function candidatesFor(choice: EngineChoice): readonly Candidate[] {
  if (choice === 'auto') return inNode ? IN_NODE : IN_BROWSERS;
  if (typeof choice !== 'object' || choice === null) {
    checkChoice('engine', choice, ['auto', ...(Object.keys(BY_NAME) as EngineName[])]);
    return [named(choice)];
  }
  const { name, executionProviders } = choice;
  checkChoice('name of engine', name, ['onnxruntime']);
  const areNames = Array.isArray(executionProviders) && executionProviders.length > 0;
  if (!areNames || !executionProviders.every((provider) => typeof provider === 'string' && provider.length < 64)) {
    throw new InputError(
      `executionProviders of engine must be a list of names such as ['cuda', 'cpu'], got ${show(executionProviders)}`,
    );
  }
  return [{ name, executionProviders, open: () => openOnnxruntime(executionProviders) }];
}
