import { checkChoice, InputError, show } from '@audiate/protocol';

/** The engine `tensorflow` on a device of choice. They hold for the whole process, from its first start on. */
export interface TensorflowSettings {
  readonly name: 'tensorflow';
  /**
   * `gpu:1` computes on the second GPU and throws where there is none, `cpu` on the processor also where there is a GPU.
   * Unless given the first GPU, where `@tensorflow/tfjs-node-gpu` finds one, else the processor. Goes by
   * `CUDA_VISIBLE_DEVICES`, so a number counts what CUDA counts.
   */
  readonly device?: 'cpu' | `gpu:${number}`;
  /**
   * Whether a GPU's memory is taken as it is needed; `false` takes nearly all of it at the start, which is TensorFlow's
   * own way. True unless given (or unless `TF_FORCE_GPU_ALLOW_GROWTH` is set already, which is what this option sets).
   */
  readonly memoryGrowth?: boolean;
}

/**
 * Checks settings of the engine `tensorflow`.
 * @throws InputError naming the setting, its value and what is allowed.
 */
export function checkTensorflowSettings(settings: TensorflowSettings): TensorflowSettings {
  const { device, memoryGrowth, ...others } = settings;
  for (const other of Object.keys(others)) checkChoice('setting of engine "tensorflow"', other, ['name', ...SETTINGS]);
  if (device !== undefined && device !== 'cpu' && !/^gpu:\d{1,3}$/.test(device)) {
    throw new InputError(`device of engine must be 'cpu' or such as 'gpu:0', got ${show(device)}`);
  }
  if (memoryGrowth !== undefined && typeof memoryGrowth !== 'boolean') {
    throw new InputError(`memoryGrowth of engine must be true or false, got ${show(memoryGrowth)}`);
  }
  return settings;
}

const SETTINGS = ['device', 'memoryGrowth'];

/** Tells libtensorflow, which reads its environment once, when it is loaded. */
export function applySettings({ device, memoryGrowth }: TensorflowSettings): void {
  if (device) process.env.CUDA_VISIBLE_DEVICES = device === 'cpu' ? '-1' : device.slice('gpu:'.length);
  if (memoryGrowth !== undefined) process.env.TF_FORCE_GPU_ALLOW_GROWTH = String(memoryGrowth);
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1'; // no greeting of each start; warnings stay
}
