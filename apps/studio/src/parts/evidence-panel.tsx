import { HeardLanes } from './heard-lanes.js';
import { TopMoments } from './top-moments.js';
import { UnitAnswer } from './unit-answer.js';

/** How far to trust the sound: what the model hears in it, and in recordings. */
export function EvidencePanel() {
  return (
    <>
      <UnitAnswer />
      <HeardLanes />
      <TopMoments />
    </>
  );
}
