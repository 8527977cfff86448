import type { Naturalness } from '../naturalness/naturalness.js';
import { thresholds } from './thresholds.js';

/** What a natural sound passes, all of it; the distance holds where it has no floor. */
export function naturalChecks({ mel, density, energyBelow50Hz }: Naturalness) {
  return {
    mel: !mel || Number.isNaN(mel.floor) || mel.distance <= thresholds.melRatio.value * mel.floor,
    density: density <= thresholds.density.value,
    rumble: energyBelow50Hz <= thresholds.rumble.value,
  };
}
