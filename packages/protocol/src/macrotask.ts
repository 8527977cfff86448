/**
 * Lets timers, input and abort signals in: resolves in a new task, by `setImmediate` in Node and a MessageChannel
 * elsewhere. Animation frames would stop in a hidden tab, and microtasks let nothing in.
 */
export function macrotask(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
