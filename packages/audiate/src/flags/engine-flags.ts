import type { Device, EngineName, EngineOptions } from '@audiate/core';
import { InputError } from '@audiate/protocol';
import { type Command, Option } from 'commander';

/** The flags that say where a model runs. */
export interface EngineFlags {
  readonly device?: Device;
  readonly engine?: EngineName | 'auto';
  readonly precision?: 'f32' | 'i8' | 'auto';
}

/** Adds the flags of an engine to a command. */
export function addEngineFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--device <device>', 'where it runs').choices(['auto', 'cpu', 'cuda', 'webgpu']).conflicts('engine'),
    )
    .addOption(
      new Option('--engine <engine>', 'what runs it').choices(['auto', 'onnxruntime', 'tensorflow', 'wasm', 'cpu']),
    )
    .addOption(
      new Option('--precision <precision>', 'in what the climb is computed, on onnxruntime')
        .choices(['f32', 'i8', 'auto'])
        .conflicts('device'),
    );
}

/**
 * The options of a render that the flags stand for.
 * @throws InputError for a precision on an engine that has none.
 */
export function engineOptions({ device, engine, precision }: EngineFlags): EngineOptions {
  if (precision !== undefined) {
    if (engine !== undefined && engine !== 'onnxruntime') {
      throw new InputError(`--precision is for the engine onnxruntime, got --engine ${engine}; leave one out`);
    }
    return { engine: { name: 'onnxruntime', precision } };
  }
  return { ...(device !== undefined && { device }), ...(engine !== undefined && { engine }) };
}
