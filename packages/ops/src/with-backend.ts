import * as tf from '@tensorflow/tfjs';

/**
 * Runs `body` with an initialised backend active and makes the backend before it active again, also after a throw.
 * `tf.setBackend` would set up every kernel anew at each switch (0.3 to 2 ms), so the engine's fields are swapped.
 */
export function withBackend<T>(name: string, body: () => T): T {
  const engine = tf.engine() as unknown as SwappableEngine;
  const { backendName, backendInstance } = engine;
  engine.backendName = name;
  engine.backendInstance = tf.engine().findBackend(name);
  try {
    return body();
  } finally {
    engine.backendName = backendName;
    engine.backendInstance = backendInstance;
  }
}

interface SwappableEngine {
  backendName: string;
  backendInstance: tf.KernelBackend;
}

/**
 * Initialises a registered backend, if it is not yet; it stays active (see {@link keepingUsersBackend}).
 * @returns whether it could be initialised.
 */
export async function initialiseBackend(name: string): Promise<boolean> {
  const started = registry()[name] !== undefined || (await tf.setBackend(name));
  leaveOutAdvertisement();
  return started;
}

const registry = () => (tf.engine() as unknown as { registry: Record<string, unknown> }).registry;

/** The cpu backend, at its first tensor in Node, prints an advertisement of tfjs-node, which audiate's engines have no need of. */
function leaveOutAdvertisement(): void {
  const cpu = registry().cpu as { firstUse?: boolean } | undefined;
  if (cpu?.firstUse) cpu.firstUse = false;
}

/**
 * Runs `open`, which may import and initialise backends, and makes the user's backend active again, also after a throw:
 * registering a backend of a higher priority, or importing tfjs-node, changes the active one. Calls wait for each other.
 */
export function keepingUsersBackend<T>(open: () => Promise<T>): Promise<T> {
  const result = pending.then(async () => {
    await tf.ready();
    leaveOutAdvertisement();
    const before = tf.getBackend();
    try {
      return await open();
    } finally {
      await tf.setBackend(before);
    }
  });
  pending = result.catch(() => {});
  return result;
}

let pending: Promise<unknown> = Promise.resolve();
