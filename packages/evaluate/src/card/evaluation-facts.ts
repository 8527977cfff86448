import type { Fact } from '@audiate/media';
import type { Evaluation } from '../evaluation.js';
import { evaluationLines } from './evaluation-lines.js';

/** An evaluation as lines of a card of `page` (@audiate/media): the verdict first. What was not measured has no line. */
export function evaluationFacts(evaluation: Evaluation): Fact[] {
  const figures = evaluationLines(evaluation).map(({ name, value }) => ({ name, value }));
  return [{ name: 'verdict', value: evaluation.verdict.words }, ...figures];
}
