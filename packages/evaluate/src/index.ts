export { type EnergyAroundOptions, energyAround } from './naturalness/energy-around.js';
export { lowShare } from './naturalness/low-share.js';
export { type MelDistance, melDistance } from './naturalness/mel-distance.js';
export { type Naturalness, naturalness } from './naturalness/naturalness.js';
export { outsideShare } from './naturalness/outside-share.js';
export { type SpectralSlopeOptions, spectralSlope } from './naturalness/spectral-slope.js';
export { spectrogramDensity } from './naturalness/spectrogram-density.js';
export { heldOut } from './retention/held-out.js';
export { type Retention, type RetentionOptions, retention } from './retention/retention.js';
