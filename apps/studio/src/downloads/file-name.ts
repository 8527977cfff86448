import type { Form } from '../state/form.js';
import { showTarget } from '../state/target.js';

/** A name for a sound's files that every system takes: plain letters, 60 at most. */
export function fileName({ model, target, seed }: Form): string {
  return `${model}-${showTarget(target)}-${seed}`
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 60);
}
