import type { Baseline } from '../baselines/baselines.js';
import type { Transfer } from '../transfer/transfer.js';
import { thresholds } from '../verdict/thresholds.js';
import { isHeard } from '../verdict/verdict.js';
import { type CardLine, digits, percent, two } from './card-line.js';

/** What judges hear in a sound, by their names. */
export function judgeLines(transfer: Readonly<Record<string, Transfer>>): CardLine[] {
  return Object.entries(transfer).map(([name, one]) => {
    const holds = isHeard(one);
    return {
      name: `judge ${name}`,
      value: heardAs(one),
      meaning: 'What a model hears in it that took no part in making it.',
      compare: COMPARE[one.kind],
      ...(holds !== undefined && { holds }),
    };
  });
}

const COMPARE: Readonly<Record<Transfer['kind'], string>> = {
  token: 'It counts within 50 ms of the moment that was climbed; anywhere, where none was.',
  text: `Heard up to an error of ${percent(thresholds.errorRate.value)}: ${thresholds.errorRate.reason}.`,
  linear: `Heard from ${thresholds.linear.value} % on: ${thresholds.linear.reason}. It is no judge below an r² of ${thresholds.r2.value}.`,
};

function heardAs(transfer: Transfer): string {
  if (transfer.kind === 'token') return `${transfer.heard ? 'hears it' : 'does not hear it'}: ${transfer.said}`;
  if (transfer.kind === 'text') return `error ${percent(transfer.errorRate)}: ${transfer.said}`;
  return `guesses above ${transfer.percentile.toFixed(1)} % of speech (r² ${two(transfer.r2)}, ${transfer.layer})`;
}

/** What else might be heard, beside the score of the sound. */
export function baselineLines(baselines: readonly Baseline[]): CardLine[] {
  const own = baselines.find(({ name }) => name === 'the sound');
  return baselines.flatMap(({ name, score, retention }) => {
    if (name === 'the sound') return [];
    return {
      name: `score of ${name}`,
      value: `${digits(score)}${Number.isNaN(retention) ? '' : `, retention ${two(retention)}`}`,
      meaning: BASELINES[name],
      ...(own && name === 'noise' && { compare: `The sound scores ${digits(own.score)}.` }),
    };
  });
}

const BASELINES: Readonly<Record<Exclude<Baseline['name'], 'the sound'>, string>> = {
  noise: 'White noise of its level: what chance scores.',
  'random clip': 'A random stretch of the speech at its level.',
  'top clip': 'The stretch of speech that excites the unit most, at its level.',
  'plain ascent':
    'Gradient ascent on the bare waveform in as many steps. A high score that keeps little is noise to other ears.',
};
