export { type Compiled, type CompiledResult, type CompileOptions, compile } from './compile.js';
export type { Numbers } from './graph/graph.js';
export { programCount, releaseIdlePrograms } from './session/cache.js';
export {
  loadRuntime,
  type Runtime,
  type RuntimeSession,
  type RuntimeTensor,
  runtimeVersion,
} from './session/runtime.js';
export type { Compilable, InputSpec } from './trace/trace.js';
