export { type EnergyAroundOptions, energyAround } from './naturalness/energy-around.js';
