import { evaluationFacts } from '@audiate/evaluate';
import { page } from '@audiate/media';
import type { Measured } from './record.ts';

/** The page of a report: a card for each target with its sound, what is read in it, and its reliability card. */
export function reportPage(measured: readonly Measured[], head: string): string {
  const cards = measured.map(({ record, audio, sampleRate }) => ({
    title: record.target,
    description: record.kind,
    audio,
    sampleRate,
    lanes: record.lanes,
    facts: evaluationFacts(record.evaluation),
  }));
  return page({ title: `Report: ${measured.length} targets`, intro: head, cards, contents: true });
}
