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
 * Initialises a registered backend and leaves the user's own one active.
 * @returns whether it could be initialised.
 */
export async function initialiseBackend(name: string): Promise<boolean> {
  await tf.ready();
  const before = tf.getBackend();
  try {
    return await tf.setBackend(name);
  } finally {
    await tf.setBackend(before);
  }
}
