import { checkChoice, InputError, inNode } from '@audiate/protocol';
import { openBackend } from './backend.js';
import { DEVICES, type Device, type OnDevice } from './device.js';
import type { EngineChoice, EngineName, EngineSettings } from './engine.js';
import {
  checkOnnxruntimeHere,
  checkOnnxruntimeSettings,
  openOnnxruntime,
  openOnnxruntimeOnWebgpu,
} from './onnxruntime.js';
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

const withSettings = (settings: EngineSettings): Candidate => ({
  name: settings.name,
  settings,
  open: () => (settings.name === 'tensorflow' ? openTensorflow(settings) : openOnnxruntime(settings)),
});

const onProviders = (...executionProviders: string[]) => withSettings({ name: 'onnxruntime', executionProviders });

const IN_NODE: readonly Candidate[] = [
  { name: 'tensorflow', open: openTensorflowOnGpu },
  ...(['onnxruntime', 'tensorflow', 'wasm', 'cpu'] as const).map(named),
];
const IN_BROWSERS: readonly Candidate[] = [
  // Recorded, so that a replay asks for the same.
  { ...onProviders('webgpu'), open: openOnnxruntimeOnWebgpu },
  ...(['onnxruntime', 'webgpu', 'wasm', 'cpu'] as const).map(named),
];

/** What runs on a device in Node, in order. */
const ON_DEVICE_IN_NODE: Readonly<Record<Device, readonly Candidate[]>> = {
  auto: IN_NODE,
  cpu: [named('onnxruntime'), withSettings({ name: 'tensorflow', device: 'cpu' }), named('wasm'), named('cpu')],
  cuda: [onProviders('cuda', 'cpu'), withSettings({ name: 'tensorflow', device: 'gpu:0' })],
  webgpu: [onProviders('webgpu', 'cpu')],
};

const ON_DEVICE_IN_BROWSERS: Readonly<Record<Device, readonly Candidate[]>> = {
  auto: IN_BROWSERS,
  cpu: (['onnxruntime', 'wasm', 'cpu'] as const).map(named),
  cuda: [],
  webgpu: [onProviders('webgpu'), named('webgpu')],
};

/**
 * What is to be tried on a device, in order.
 * @throws InputError for one that there never is here.
 */
function candidatesOn(device: Device): readonly Candidate[] {
  const found = (inNode ? ON_DEVICE_IN_NODE : ON_DEVICE_IN_BROWSERS)[device];
  if (found.length > 0) return found;
  throw new InputError(`device "${device}" is for Node; in a browser choose from auto, cpu, webgpu`);
}

const isDevice = (choice: object): choice is OnDevice => 'device' in choice && !('name' in choice);

/**
 * Checks the form of a choice, whether or not it starts here: a recipe may name an engine of another place.
 * @throws InputError for an unknown engine, device, or setting of an engine.
 */
export function checkEngine(choice: EngineChoice): void {
  if (typeof choice !== 'object' || choice === null) {
    checkChoice('engine', choice, ['auto', ...(Object.keys(BY_NAME) as EngineName[])]);
  } else if (isDevice(choice)) checkChoice('device', choice.device, DEVICES);
  else checkSettings(choice as EngineSettings);
}

/**
 * What is to be tried for a choice, in order.
 * @throws InputError for what {@link checkEngine} refuses, and for a device or a setting that there never is here.
 */
export function candidatesFor(choice: EngineChoice): readonly Candidate[] {
  checkEngine(choice);
  if (choice === 'auto') return inNode ? IN_NODE : IN_BROWSERS;
  if (typeof choice !== 'object') return [named(choice)];
  if (isDevice(choice)) return candidatesOn(choice.device);
  const settings = choice as EngineSettings;
  if (settings.name === 'onnxruntime') checkOnnxruntimeHere(settings);
  return [withSettings(settings)];
}

function checkSettings(settings: EngineSettings): void {
  checkChoice('name of engine', settings.name, ['onnxruntime', 'tensorflow']);
  if (settings.name === 'tensorflow') checkTensorflowSettings(settings);
  else checkOnnxruntimeSettings(settings);
}
