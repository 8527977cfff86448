import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The rows of a run as one table and one JSON. Argument: the folder of the run.
const folder = process.argv[2] ?? 'out/gpu-results';

/** A line that a part of the run wrote. */
type Row = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Lines that are no JSON, as one that was cut off, are left out. */
function rowsOf(name: string): Row[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line.startsWith('{') ? [JSON.parse(line) as Row] : [];
      } catch {
        return [];
      }
    });
}

const agreement = rowsOf('agreement.jsonl');
const rows = rowsOf('rows.jsonl');
const measured = rows.filter(({ soundsPerSecond }) => typeof soundsPerSecond === 'number');
const number = (value: Row[string], digits = 1) => (typeof value === 'number' ? value.toFixed(digits) : '–');

/** The row of PyTorch, eager in float32, that a row is to be held against. */
const peerOf = ({ model, layer, batch, samples }: Row) =>
  measured.find(
    (row) =>
      row.side === 'torch' &&
      row.case === 'eager float32' &&
      row.model === model &&
      row.layer === layer &&
      row.batch === batch &&
      row.samples === samples,
  );

const order = (row: Row) => [Number(row.layer), Number(row.batch)] as const;
const sorted = [...measured].sort((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1]);
console.log('| model | L | batch | side | ms a step | sounds / s | × PyTorch eager fp32 | peak MB | first step, s |');
console.log('| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |');
for (const row of sorted) {
  const peer = peerOf(row);
  const ratio = peer && Number(row.soundsPerSecond) / Number(peer.soundsPerSecond);
  const side = row.case ? `${row.side}, ${row.case}` : row.side;
  console.log(
    `| ${row.model} | ${row.layer} | ${row.batch} | ${side} | ${number(row.stepMs, 2)} | ${number(row.soundsPerSecond)} ` +
      `| ${number(ratio, 2)} | ${number(row.peakMB, 0)} | ${number(Number(row.firstStepMs) / 1000)} |`,
  );
}
for (const row of agreement) {
  console.log(
    `${row.what} ${row.layer ?? ''} on ${row.device}: ${row.agrees ? 'agrees' : 'DIFFERS'} ${JSON.stringify(row)}`,
  );
}
for (const row of rows) {
  if (row.failed || row.gradientDiffersBy !== undefined) console.log(JSON.stringify(row));
}
writeFileSync(join(folder, 'results.json'), JSON.stringify({ agreement, rows }, undefined, 1));
