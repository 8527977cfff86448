import type { Compiled } from '@audiate/compile';

/** Programs of one kind, each made when it is first asked for. */
export interface Programs<P> {
  /** The program of a key, or the one that `make` makes of it. */
  of(key: string, make: () => Promise<P>): Promise<P>;
  /** Frees all, also those that are being made. */
  dispose(): void;
}

/** No programs yet. */
export function programs<P extends Pick<Compiled, 'dispose'>>(): Programs<P> {
  const made = new Map<string, Promise<P>>();
  return {
    of(key, make) {
      const program = made.get(key) ?? make();
      made.set(key, program);
      return program;
    },
    dispose() {
      for (const program of made.values()) program.then(({ dispose }) => dispose()).catch(() => {});
      made.clear();
    },
  };
}
