export { type EnergyAroundOptions, energyAround } from './naturalness/energy-around.js';
export { heldOut } from './retention/held-out.js';
export { type Retention, type RetentionOptions, retention } from './retention/retention.js';
