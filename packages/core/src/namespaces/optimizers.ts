// What `optimizers.` offers.
export {
  type AdamOptions,
  adam,
  type NormalizedMomentumOptions,
  normalizedMomentum,
} from '../optimizers/index.js';
