import { checkChoice, inNode } from '@audiate/protocol';
import { openBackend } from './backend.js';
import type { EngineChoice, EngineName, EngineSettings } from './engine.js';
import { checkOnnxruntimeSettings, openOnnxruntime, openOnnxruntimeOnWebgpu } from './onnxruntime.js';
import type { Opened } from './opened.js';
import { openTensorflow, openTensorflowOnGpu } from './tensorflow/open.js';
import { checkTensorflowSettings } from './tensorflow/settings.js';
import { openWasm } from './wasm.js';

/** An engine that may start here. */
export interface Candidate {
  readonly name: EngineName;
  /** @throws Error with the reason when it does not start. */
  open(): Promise<Opened>;
  readonly settings?: EngineSettings;
}

const BY_NAME: Readonly<Record<EngineName, () => Promise<Opened>>> = {
  onnxruntime: () => openOnnxruntime(),
  tensorflow: () => openTensorflow(),
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
const IN_BROWSERS: readonly Candidate[] = [
  { name: 'onnxruntime', open: openOnnxruntimeOnWebgpu },
  ...(['onnxruntime', 'webgpu', 'wasm', 'cpu'] as const).map(named),
];

/**
 * What is to be tried for a choice, in order.
 * @throws InputError for an unknown engine or setting of one.
 */
export function candidatesFor(choice: EngineChoice): readonly Candidate[] {
  if (choice === 'auto') return inNode ? IN_NODE : IN_BROWSERS;
  if (typeof choice !== 'object' || choice === null) {
    checkChoice('engine', choice, ['auto', ...(Object.keys(BY_NAME) as EngineName[])]);
    return [named(choice)];
  }
  const settings = checkSettings(choice);
  const open = () => (settings.name === 'tensorflow' ? openTensorflow(settings) : openOnnxruntime(settings));
  return [{ name: settings.name, settings, open }];
}

function checkSettings(settings: EngineSettings): EngineSettings {
  checkChoice('name of engine', settings.name, ['onnxruntime', 'tensorflow']);
  return settings.name === 'tensorflow' ? checkTensorflowSettings(settings) : checkOnnxruntimeSettings(settings);
}
