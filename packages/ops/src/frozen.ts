const frozen = new WeakSet<object>();
const fullPrecision = new WeakSet<object>();
const listeners = new Set<(data: object) => void>();

/** Marks an array as a model's frozen numbers: a compiler may build them into a program. */
export function freeze<T extends object>(data: T): T {
  frozen.add(data);
  return data;
}

/** Whether an array holds frozen numbers of a model, where other constants belong to one objective or one step. */
export function isFrozen(data: object): boolean {
  return frozen.has(data);
}

/** Marks frozen numbers as ones whose products a compiler must not put into fewer bits than float32 has. */
export function keepFullPrecision<T extends object>(data: T): T {
  fullPrecision.add(data);
  return data;
}

/** Whether products by these numbers must be computed in float32, also where the others are in bytes. */
export function needsFullPrecision(data: object): boolean {
  return fullPrecision.has(data);
}

/** Tells who built these numbers in that their model is gone. */
export function release(data: object): void {
  for (const listener of listeners) listener(data);
}

/** Calls `listener` with the arrays of every weight that is disposed. */
export function onRelease(listener: (data: object) => void): void {
  listeners.add(listener);
}
