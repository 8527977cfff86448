import type { Evaluation } from '../evaluation.js';
import { thresholds } from '../verdict/thresholds.js';
import { type CardLine, digits, two } from './card-line.js';
import { baselineLines, judgeLines } from './heard-lines.js';
import { naturalnessLines } from './naturalness-lines.js';

/**
 * The figures of an evaluation for a reader: each with what it means, what it is to be compared with, and whether it passes the
 * line that the verdict draws. What was not measured has no line. Of a sound that does not excite only that is judged.
 */
export function evaluationLines(evaluation: Evaluation): CardLine[] {
  const { naturalness, transfer = {}, baselines } = evaluation;
  const lines = [
    retentionLine(evaluation),
    scaleLine(evaluation),
    rankLine(evaluation),
    ...naturalnessLines(naturalness),
    pathLine(evaluation),
    ...judgeLines(transfer),
    ...baselineLines(baselines),
    spreadLine(evaluation),
  ].filter((line) => line !== undefined);
  return isJudged(evaluation) ? lines : lines.map(unjudged);
}

/** Whether the verdict asks for more than that it excites. */
const isJudged = ({ verdict }: Evaluation): boolean => verdict.checks.robust !== undefined;

/** Without whether it holds, but for the lines that say that it does not excite. */
function unjudged(line: CardLine): CardLine {
  const { holds: _, ...rest } = line;
  return line.name === 'retention' || line.name === 'among speech' ? line : rest;
}

function retentionLine({ retention, verdict }: Evaluation): CardLine {
  const worst = Object.entries(retention.each).find(([, value]) => value === retention.worst)?.[0];
  const { retentionMean, retentionWorst } = thresholds;
  const isAbove = !Number.isNaN(retention.mean);
  return {
    name: 'retention',
    value: isAbove
      ? `${two(retention.mean)} mean, ${two(retention.worst)} worst${worst ? ` (${worst})` : ''}`
      : 'nothing to keep: noise scores as much',
    meaning:
      'How much of its score is left when something happens to it that it was not made with: a shift, noise, a telephone, a room.',
    compare: `1 where nothing is lost, 0 where no more is left than noise has. Robust from ${retentionMean.value} mean (${retentionMean.reason}) and ${retentionWorst.value} worst on.`,
    ...((verdict.checks.robust !== undefined || !isAbove) && { holds: verdict.checks.robust === true }),
  };
}

function scaleLine({ scale, verdict }: Evaluation): CardLine | undefined {
  if (!scale) return undefined;
  const { percentile, among, ratio } = scale;
  return {
    name: 'among speech',
    value: `above ${percentile.toFixed(1)} % of ${among}${Number.isNaN(ratio) ? '' : `, ${two(ratio)} of the natural maximum`}`,
    meaning: 'Where it stands among real speech. The natural maximum is the most that this speech reaches.',
    compare: `Random speech is above 50 %. Excited from ${thresholds.excited.value} % on: ${thresholds.excited.reason}.`,
    holds: verdict.checks.excited === true,
  };
}

function rankLine({ selectivity, verdict }: Evaluation): CardLine | undefined {
  if (!selectivity) return undefined;
  const { rank, of } = selectivity;
  return {
    name: 'rank in its layer',
    value: `${rank} of ${of}`,
    meaning:
      'The place of its unit among those of the layer, each on its own scale: 0 at the median of speech, 1 at its natural maximum.',
    compare: `Selective where it is 1; by chance one unit in ${of} is.`,
    ...(verdict.checks.selective !== undefined && { holds: verdict.checks.selective }),
  };
}

function pathLine({ path, verdict }: Evaluation): CardLine | undefined {
  return (
    path && {
      name: 'path similarity',
      value: two(path.mean),
      meaning: 'Whether it goes through the layers before its unit as the speech does that excites the unit most.',
      compare: `1 as such speech, 0 as random speech. On the natural path from ${thresholds.path.value} on: ${thresholds.path.reason}.`,
      ...(verdict.checks.path !== undefined && { holds: verdict.checks.path }),
    }
  );
}

function spreadLine({ spread }: Evaluation): CardLine | undefined {
  return (
    spread && {
      name: 'over seeds',
      value: `${digits(spread.mean)} ± ${digits(spread.deviation, 2)} in ${spread.renders} renders`,
      meaning: 'How much of the score hangs on the seed.',
      compare: `The scores lie between ${digits(spread.lowest)} and ${digits(spread.highest)}.`,
    }
  );
}
