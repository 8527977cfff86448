import { checkNumber, makeSpec, type Transform } from '@audiate/protocol';

/**
 * Lets a transform begin gently: at step s its strength is s/steps of what it would be, from 0 at step 0 to all of it at
 * step `steps` and after.
 * @param options.steps a whole number, at least 1.
 */
export function ramp(transform: Transform, options: { readonly steps: number }): Transform {
  const steps = checkNumber('ramp steps', options.steps, { min: 1, integer: true });
  return {
    spec: makeSpec('ramp', { steps, transform: transform.spec }),
    bind(context) {
      const apply = transform.bind(context);
      return (audio, key, { step, strength }) =>
        apply(audio, key, { step, strength: strength * Math.min(1, step / steps) });
    },
  };
}
