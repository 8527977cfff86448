import { HeardLanes } from './heard-lanes.js';
import { ReliabilityCard } from './reliability-card.js';
import { TopMoments } from './top-moments.js';
import { UnitAnswer } from './unit-answer.js';

/** How far to trust the sound: what the model hears in it, its reliability card, and what recordings do. */
export function EvidencePanel() {
  return (
    <>
      <UnitAnswer />
      <HeardLanes />
      <ReliabilityCard />
      <TopMoments />
    </>
  );
}
