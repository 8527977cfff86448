import { deviceGivenUp } from './guarded.js';
import { firstLine } from './runtime.js';

/** What this reads of a GPU's adapter: of the standard, and where older browsers keep it. */
interface Adapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

/** Names that adapters made of software give themselves: Chromium's, Mesa's and Windows' own. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/**
 * The page's WebGPU adapter, for a reader.
 * @throws Error where there is none, or a guarded program has given it up, or only one made of software, which is slower than WebAssembly.
 */
export async function gpuAdapter(): Promise<string> {
  if (deviceGivenUp()) throw new Error('the GPU failed in this page before, and was given up');
  const { gpu } = (globalThis.navigator ?? {}) as { gpu?: { requestAdapter(): Promise<Adapter | null> } };
  if (!gpu) throw new Error('this browser has no WebGPU here');
  const adapter = await gpu.requestAdapter().catch((error) => {
    throw new Error(`WebGPU gives no adapter (${firstLine(error)})`);
  });
  if (!adapter) throw new Error('WebGPU finds no adapter');
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info ?? {};
  const name = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'an adapter without a name';
  if (adapter.isFallbackAdapter || isFallbackAdapter || SOFTWARE.test(name)) {
    throw new Error(`the WebGPU adapter is software (${name}), slower than WebAssembly`);
  }
  return name;
}
