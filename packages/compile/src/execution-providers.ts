import { checkChoice, InputError, show } from '@audiate/protocol';

/** The names that onnxruntime-common 1.30 knows (its `ExecutionProviderOptionMap`); each binary carries some of them. */
const PROVIDERS = [
  ...['cpu', 'cuda', 'tensorrt', 'dml', 'coreml', 'qnn', 'nnapi', 'xnnpack'],
  ...['webgpu', 'webnn', 'webgl', 'wasm'],
];

/**
 * Returns `providers` when they are names of ONNX Runtime's execution providers. Whether the binary at hand has them is
 * known when a program is loaded.
 * @param thing what they are, for the message.
 * @throws InputError when they are no list of names, or one is unknown, with the known ones.
 */
export function checkExecutionProviders(thing: string, providers: unknown): readonly string[] {
  if (!Array.isArray(providers) || providers.length === 0 || providers.some((name) => typeof name !== 'string')) {
    throw new InputError(`${thing} must be a list of names such as ['cuda', 'cpu'], got ${show(providers)}`);
  }
  return providers.map((name) => checkChoice(`name in ${thing}`, name, PROVIDERS));
}
