import { describeMachine } from './machine.ts';
import { type Report, versionsOf } from './report.ts';
import type { Row } from './row.ts';
import type { Quartiles } from './statistics.ts';

interface Bar {
  readonly label: string;
  readonly colour: string;
  readonly ms: Quartiles;
  /** Of PyTorch's best: the median over pairs, where there are pairs. */
  readonly multiple: number;
}

const COLOURS: Readonly<Record<string, string>> = {
  ours: '#0f766e',
  eager: '#94a3b8',
  'channels-last': '#b8a99a',
  compile: '#a5a3c9',
  original: '#d9dde3',
};
const WIDTH = 860;
const LEFT = 210;
const RIGHT = 150;
const BAR = 15;
const GAP = 22;
const TOP = 92;

/** Times as a multiple of PyTorch's best, a group of bars for each row; whiskers are quartiles. SVG 1.1. */
export function plot(report: Report): string {
  const { rows } = report;
  const groups = rows.map((row) => ({ row, bars: barsOf(row), unit: bestOf(row).ms.median }));
  const longest = Math.max(1.5, ...groups.flatMap(({ bars, unit }) => bars.map(({ ms }) => ms.high / unit)));
  const x = (multiple: number) => LEFT + (multiple / longest) * (WIDTH - LEFT - RIGHT);
  const parts: string[] = [];
  let y = TOP;
  for (const { row, bars, unit } of groups) {
    const middle = y + (bars.length * BAR) / 2;
    parts.push(text(LEFT - 96, middle - 3, nameOf(row), 'end', 13, '#0f172a'));
    parts.push(text(LEFT - 96, middle + 12, `batch ${row.batch}, ${row.samples / 16000} s`, 'end', 11, '#64748b'));
    for (const { label, colour, ms, multiple } of bars) {
      const centre = y + BAR / 2;
      const [end, low, high] = [ms.median, ms.low, ms.high].map((value) => x(value / unit).toFixed(1));
      const bold = label === 'ours';
      parts.push(
        text(LEFT - 8, centre + 4, label, 'end', 11, bold ? colour : '#475569', bold),
        `<rect x="${LEFT}" y="${y + 1}" width="${(Number(end) - LEFT).toFixed(1)}" height="${BAR - 2}" rx="2" fill="${colour}"/>`,
        `<path d="M${low} ${centre}H${high}" stroke="#334155" stroke-width="1"/>`,
        text(
          Number(high) + 6,
          centre + 4,
          `${ms.median.toFixed(ms.median < 20 ? 1 : 0)} ms · ${multiple.toFixed(2)}`,
          'start',
          11,
          '#475569',
          bold,
        ),
      );
      y += BAR;
    }
    y += GAP;
  }
  const height = y + 46;
  const one = x(1).toFixed(1);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Times of one step beside PyTorch" font-family="system-ui, 'DejaVu Sans', sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" rx="10" fill="#ffffff"/>`,
    text(28, 36, 'One step (forward and gradient) beside PyTorch', 'start', 18, '#0f172a', true),
    text(28, 56, 'Multiples of PyTorch’s fastest formulation; whiskers are quartiles', 'start', 12, '#64748b'),
    `<path d="M${one} ${TOP - 8}V${y - 8}" stroke="#64748b" stroke-dasharray="3 4"/>`,
    text(Number(one), TOP - 14, 'PyTorch’s best', 'middle', 11, '#64748b'),
    ...parts,
    ...[`${describeMachine(report.machine)}; ${report.date}`, versionsOf(report)].map((line, i) =>
      text(28, height - 32 + 16 * i, line, 'start', 11, '#64748b'),
    ),
    '</svg>\n',
  ].join('\n');
}

const nameOf = ({ model, layer }: Row) => `${model}, L = ${layer}`;

function barsOf(row: Row): Bar[] {
  const unit = bestOf(row).ms.median;
  const theirs = Object.entries(row.formulations)
    .flatMap(([label, found]) => ('failed' in found ? [] : [{ label, ms: found.ms }]))
    .sort((a, b) => a.ms.median - b.ms.median)
    .map((bar) => ({ ...bar, colour: COLOURS[bar.label] ?? '#cbd5e1', multiple: bar.ms.median / unit }));
  return [{ label: 'ours', colour: COLOURS.ours!, ms: row.ours, multiple: bestOf(row).ratio.median }, ...theirs];
}

function bestOf({ formulations, best }: Row) {
  const found = formulations[best]!;
  if ('failed' in found) throw new Error(`${best} failed and can't be the best`);
  return found;
}

function text(x: number, y: number, words: string, anchor: string, size: number, colour: string, bold = false): string {
  const weight = bold ? ' font-weight="600"' : '';
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}" fill="${colour}" stroke="#ffffff" stroke-width="3" paint-order="stroke"${weight}>${escaped(words)}</text>`;
}

const escaped = (words: string) => words.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
