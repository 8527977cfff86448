import { openHost } from './open.js';
import { startProviders } from './start-providers.js';

/** What programs run on. */
export interface RuntimeReport {
  /** `onnxruntime-node 1.30.0`. */
  readonly runtime: string;
  /** `in a worker thread`, or `in this thread` and why. */
  readonly where: string;
  /** Compute threads that all programs share, in browsers; undefined in Node, where each program has its own number. */
  readonly threads: number | undefined;
}

/**
 * Brings ONNX Runtime up, unless it is, and tells what it is.
 * @param executionProviders that are to start, too.
 * @throws InputError when it is absent, does not load, or does not compute, or a provider does not start: one sentence with
 * the reason and what to do.
 */
export async function reportRuntime(executionProviders: readonly string[] = []): Promise<RuntimeReport> {
  const host = await openHost(executionProviders);
  await startProviders(host, executionProviders);
  return { runtime: host.runtime, where: host.where, threads: host.threads?.() };
}
