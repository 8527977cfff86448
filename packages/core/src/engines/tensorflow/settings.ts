import { checkChoice, InputError, show } from '@audiate/protocol';

/** The engine `tensorflow` on a device of choice. Its settings hold for the whole process, from its first start on. */
export interface TensorflowSettings {
  readonly name: 'tensorflow';
  /**
   * `gpu:1` computes on the second of the GPUs that `CUDA_VISIBLE_DEVICES` leaves (all, unless it is set) and throws where
   * there is none; `cpu` computes on the processor also where there is a GPU. Unless given the first GPU, where
   * `@tensorflow/tfjs-node-gpu` finds one, else the processor.
   */
  readonly device?: 'cpu' | `gpu:${number}`;
  /**
   * Whether a GPU's memory is taken as it is needed; `false` takes nearly all of it at the start, which is TensorFlow's
   * own way. True unless given (or unless `TF_FORCE_GPU_ALLOW_GROWTH` is set already, which is what this option sets).
   */
  readonly memoryGrowth?: boolean;
}

const SETTINGS = ['name', 'device', 'memoryGrowth'];

/**
 * Checks settings of the engine `tensorflow`.
 * @throws InputError naming the setting, its value and what is allowed.
 */
export function checkTensorflowSettings(settings: TensorflowSettings): TensorflowSettings {
  const { device, memoryGrowth } = settings;
  for (const name of Object.keys(settings)) checkChoice('setting of engine "tensorflow"', name, SETTINGS);
  const isDevice = typeof device === 'string' && /^(cpu|gpu:(0|[1-9]\d?))$/.test(device);
  if (device !== undefined && !isDevice) {
    throw new InputError(`device of engine must be 'cpu' or such as 'gpu:0', got ${show(device)}`);
  }
  if (memoryGrowth !== undefined && typeof memoryGrowth !== 'boolean') {
    throw new InputError(`memoryGrowth of engine must be true or false, got ${show(memoryGrowth)}`);
  }
  return settings;
}

/** Variables of the environment, which libtensorflow reads once, when it is loaded. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables that settings stand for.
 * @param present those of the process.
 * @throws InputError where `CUDA_VISIBLE_DEVICES` leaves no such GPU.
 */
export function variablesFor({ device, memoryGrowth }: TensorflowSettings, present: Variables): Variables {
  const growth = memoryGrowth === undefined ? (present.TF_FORCE_GPU_ALLOW_GROWTH ?? 'true') : String(memoryGrowth);
  return {
    ...(device && { CUDA_VISIBLE_DEVICES: visibleDevice(device, present.CUDA_VISIBLE_DEVICES) }),
    TF_FORCE_GPU_ALLOW_GROWTH: growth,
    TF_CPP_MIN_LOG_LEVEL: present.TF_CPP_MIN_LOG_LEVEL ?? '1', // no greeting at each start; warnings stay
  };
}

const NO_GPU = '-1';

function visibleDevice(device: 'cpu' | `gpu:${number}`, visible: string | undefined): string {
  if (device === 'cpu') return NO_GPU;
  const index = device.slice('gpu:'.length);
  if (visible === undefined) return index;
  const found = visible.split(',')[Number(index)]?.trim();
  if (found) return found;
  throw new InputError(`there is no ${device}: CUDA_VISIBLE_DEVICES is ${show(visible)}`);
}
