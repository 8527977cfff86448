import { START_RMS } from '../start/start-noise.js';

/** Radians of a phase's value of 1: phases uniform in (−π, π), of RMS π/√3, are then values of RMS 0.01. */
export const PHASE_RADIANS = Math.PI / Math.sqrt(3) / START_RMS;
