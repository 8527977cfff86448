/**
 * Where a model runs, whichever engine does it. `auto`: as `engine: 'auto'`.
 *
 * `cpu`: the automatic order without a GPU. `cuda`: an NVIDIA GPU, in Node: ONNX Runtime's CUDA provider, else
 * `@tensorflow/tfjs-node-gpu`. `webgpu`: any GPU: ONNX Runtime's WebGPU provider, in browsers else the engine `webgpu`.
 */
export type Device = 'auto' | 'cpu' | 'cuda' | 'webgpu';

/** Every device, by name. */
export const DEVICES: readonly Device[] = ['auto', 'cpu', 'cuda', 'webgpu'];

/** A device instead of an engine: what the option `device` is short for. */
export interface OnDevice {
  readonly device: Device;
}
