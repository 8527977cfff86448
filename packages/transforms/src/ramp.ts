import { checkNumber, checkPart, type Kind, type Progress, specOf, type Transform } from '@audiate/protocol';
import { inSteps } from './in-steps.js';

/**
 * Lets a transform begin gently: at step s its strength is s/steps of what it would be, from 0 at step 0 to all of it at
 * step `steps` and after.
 * @param options.steps a whole number, at least 1.
 * @throws InputError for something that is no transform, and for other steps.
 */
export function ramp(transform: Transform, options: { readonly steps: number }): Transform {
  checkPart('the transform in ramp', transform);
  const steps = checkNumber('ramp steps', options.steps, { min: 1, integer: true });
  return {
    spec: specOf(rampKind, { steps, transform }),
    bind(context) {
      const apply = transform.bind(context);
      const at = ({ step, strength }: Progress) => ({ step, strength: strength * Math.min(1, step / steps) });
      const own = apply.steps;
      if (own) return inSteps({ ...own, draw: (key, progress) => own.draw(key, at(progress)) });
      return (audio, key, progress) => apply(audio, key, at(progress));
    },
  };
}

/** The kind of {@link ramp}. */
export const rampKind: Kind<Transform> = {
  kind: 'ramp',
  make: ({ transform, ...options }: { readonly transform: Transform; readonly steps: number }) =>
    ramp(transform, options),
};
