import type { Client, EndableClient } from '../protocol/client.js';

/** A task that has not stopped by then is stopped by force. A step of a large model, and an engine that starts, take less. */
const PATIENCE_MS = 15_000;

/** What ends what a client asks, whatever that does. */
interface ByForce {
  /** Told once the worker behind the client was ended. */
  onForced(): void;
}

/** A client whose tasks stop when they are told to: one that does not in time ends with its worker, and with it what else is under way. */
export function stoppedByForce(client: EndableClient, { onForced }: ByForce): Client {
  return {
    start(task, ask, options) {
      const { answer, control } = client.start(task, ask, options);
      let timer: ReturnType<typeof setTimeout> | undefined;
      let hasEnded = false;
      const settled = () => {
        hasEnded = true;
        clearTimeout(timer);
      };
      answer.then(settled, settled);
      return {
        answer,
        control(told) {
          control(told);
          if (told !== 'stop' || hasEnded || timer !== undefined) return;
          timer = setTimeout(() => {
            client.end(`it did not stop in ${PATIENCE_MS / 1000} s, so it was ended, and the model is opened again`);
            onForced();
          }, PATIENCE_MS);
        },
      };
    },
  };
}
