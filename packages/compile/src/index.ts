export { type Compiled, type CompileOptions, compile } from './compile.js';
export { checkExecutionProviders } from './execution-providers.js';
export type { Numbers } from './graph/graph.js';
export type { CompiledResult } from './result.js';
export { gpuAdapter } from './session/adapter.js';
export { closeLanes, programCount, releaseIdlePrograms } from './session/cache.js';
export { type RuntimeReport, reportRuntime } from './session/report.js';
export { setWorkerPath } from './session/web-thread.js';
export type { Compilable, InputSpec } from './trace/trace.js';
