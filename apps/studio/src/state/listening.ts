import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Microphone, openMicrophone } from '../microphone/microphone.js';
import type { Client } from '../protocol/client.js';
import type { Firing } from '../protocol/firing.js';

/** The microphone and what fires by it. */
export interface Listening {
  readonly on: ReadonlySignal<boolean>;
  /** Which units of the layer fire now; undefined while it is off. */
  readonly firing: ReadonlySignal<Firing | undefined>;
  /** The layer that listens; the map sets it. */
  readonly layer: Signal<string | undefined>;
  start(): Promise<void>;
  stop(): void;
}

/** Moments are heard one after another, at most so many a second. */
const LEAST_MS = 100;

/** Listens with the worker. */
export function createListening(client: Client, fail: (error: unknown) => void): Listening {
  const on = signal(false);
  const firing = signal<Firing | undefined>(undefined);
  const layer = signal<string | undefined>(undefined);
  let microphone: Microphone | undefined;

  const stop = () => {
    on.value = false;
    firing.value = undefined;
    microphone?.close();
    microphone = undefined;
  };
  const listen = async () => {
    while (on.value && microphone) {
      const wait = new Promise((resolve) => setTimeout(resolve, LEAST_MS));
      const newest = microphone.newest();
      const { value: wanted } = layer;
      if (newest && wanted !== undefined) {
        const found = await client.start('fire', { ...newest, layer: wanted }).answer;
        if (on.value && layer.value === wanted) firing.value = found;
      }
      await wait;
    }
  };
  return {
    on,
    firing,
    layer,
    async start() {
      if (on.value) return;
      on.value = true;
      try {
        microphone = await openMicrophone();
        if (!on.value) return stop();
        await listen();
      } catch (error) {
        stop();
        fail(error);
      }
    },
    stop,
  };
}
