import { quartiles } from '../statistics.ts';
import type { Pass } from './contestants.ts';

/** A row for each contestant: seconds of sound in a second of time, what one of them costs, and how far its means are from PyTorch's in float32. */
export function passTable(passes: Readonly<Record<string, readonly Pass[]>>, heardSeconds: number): string {
  const reference = passes['PyTorch float32, batch 1']!.at(-1)!.means;
  const largest = Math.max(...reference.map(Math.abs));
  const rows = Object.entries(passes).map(([name, list]) => {
    const { low, median, high } = quartiles(list.map(({ seconds }) => heardSeconds / seconds));
    const differences = list.at(-1)!.means.map((mean, i) => Math.abs(mean - reference[i]!));
    const error = Math.max(...differences) / largest;
    const fastest = heardSeconds / Math.min(...list.map(({ seconds }) => seconds));
    const cost = quartiles(list.map(({ cpuSeconds }) => cpuSeconds / heardSeconds)).median;
    const rate = `${median.toFixed(2)} | ${low.toFixed(2)} – ${high.toFixed(2)} | ${fastest.toFixed(2)}`;
    return `| ${name} | ${rate} | ${cost.toFixed(3)} | ${error.toExponential(1)} |`;
  });
  return [
    '| | seconds heard in a second | quartiles | fastest pass | processor seconds for one | means differ by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
