import { installOps } from '@audiate/ops';
import { InputError, inNode, nodeModule, resolveInNode } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { silently } from '../silently.js';
import { installFault } from './install-fault.js';
import { restoreNodeUtilities } from './node-utilities.js';
import { type TensorflowSettings, type Variables, variablesFor } from './settings.js';

/** The settings that this process loaded libtensorflow under; undefined where it is not loaded, or by the user. */
export let loadedUnder: TensorflowSettings | undefined;

/**
 * Loads the first of `packages` that loads, unless the process has one of them already; its backend is registered then.
 * @returns why those before it did not load; a package that is not installed is no fault.
 * @throws Error with the reason of each, where none loads; InputError for settings that can't be given to it here.
 */
export async function load(packages: readonly string[], settings: TensorflowSettings): Promise<string[]> {
  if (!inNode) throw new Error('it runs in Node only');
  if (isLoaded()) {
    restoreNodeUtilities();
    return [];
  }
  const variables = variablesFor(settings, process.env);
  checkThread(settings);
  const passedOver: { readonly name: string; readonly why: string }[] = [];
  for (const name of packages) {
    const path = resolveInNode(name, import.meta.url);
    if (path === undefined) {
      passedOver.push({ name, why: NOT_INSTALLED });
      continue;
    }
    try {
      restoreNodeUtilities();
      withVariables(variables, () => silently(() => nodeModule('node:module').createRequire(path)(path)));
      loadedUnder = settings;
      return told(passedOver.filter(({ why }) => why !== NOT_INSTALLED));
    } catch (error) {
      passedOver.push({ name, why: installFault(error, name) });
    } finally {
      installOps(); // where the package brought a copy of TensorFlow.js, that has registered its own gradients
    }
  }
  throw new Error(told(passedOver).join('; '));
}

const NOT_INSTALLED = 'not installed';

const told = (passedOver: readonly { readonly name: string; readonly why: string }[]) =>
  passedOver.map(({ name, why }) => `${name}: ${why}`);

const isLoaded = () => tf.engine().backendNames().includes('tensorflow');

/** Variables that a worker sets are a copy's, which libtensorflow does not see. */
function checkThread({ device, memoryGrowth }: TensorflowSettings): void {
  const { isMainThread } = nodeModule('node:worker_threads');
  if (isMainThread || (device === undefined && memoryGrowth === undefined)) return;
  throw new InputError(
    'device and memoryGrowth of engine "tensorflow" can be set in the main thread only; set CUDA_VISIBLE_DEVICES before Node starts',
  );
}

/** Sets variables for libtensorflow, which stay when it is loaded and go when it does not load. */
function withVariables(variables: Variables, load: () => void): void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    load();
  } catch (error) {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    throw error;
  }
}
