import { hashBytes } from '@audiate/protocol';
import type { AtlasPlan } from './atlas-plan.js';

/** Tells one plan from another: all that says what is rendered, but not how long it took where it was planned. */
export function planHash({ msPerUnit: _, ...work }: AtlasPlan): string {
  return hashBytes(new TextEncoder().encode(JSON.stringify(work)));
}
