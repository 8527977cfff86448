import { beforeAll } from 'vitest';

/** What is used here of TensorFlow.js' engine, of which a process has one. */
interface Engine {
  readonly backendName: string | null;
  readonly registryFactory: Readonly<Record<string, unknown>>;
  setBackend(name: string): Promise<boolean>;
}

/**
 * Makes `cpu` the active backend, if something has loaded TensorFlow.js: test files that share a process compute alike, whichever
 * backend the file before left active. It is not imported for it, which would take seconds in files that have no need of it.
 */
export async function activateCpu(): Promise<void> {
  const { _tfengine: engine } = globalThis as { _tfengine?: Engine };
  if (!engine || !('cpu' in engine.registryFactory) || engine.backendName === 'cpu') return;
  await engine.setBackend('cpu');
}

// for what a file computes while it is read, where a file before it has loaded TensorFlow.js
await activateCpu();
// for its tests, where it is the first one that loads it
beforeAll(activateCpu);
