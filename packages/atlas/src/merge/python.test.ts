import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAtlas } from '../open/open-atlas.js';
import { runAtlas } from '../run/run-atlas.js';
import { smallAtlas } from '../testing/small-atlas.js';
import { mergeAtlas } from './merge-atlas.js';

const hasPython = spawnSync('python3', ['-c', 'import pyarrow, soundfile']).status === 0;
if (!hasPython) console.log('skipped: python3 has no pyarrow and soundfile (pip install pyarrow soundfile)');

const READ = `
import io, json, os, sys, tarfile
import pyarrow.parquet, soundfile
folder = sys.argv[1]
rows = pyarrow.parquet.read_table(os.path.join(folder, "index.parquet")).to_pylist()
read = []
for row in rows:
    path = os.path.join(folder, row["sound_file"])
    with open(path, "rb") as file:
        file.seek(row["sound_offset"])
        flac = file.read(row["sound_bytes"])
    names = [member for member in tarfile.open(path) if member.offset_data == row["sound_offset"]]
    samples, rate = soundfile.read(io.BytesIO(flac), dtype="float32")
    read.append({"layer": row["layer"], "unit": row["unit"], "score": row["score"], "curve": len(row["curve"]),
                 "samples": len(samples), "rate": rate, "peak": float(abs(samples).max()), "entry": names[0].name})
print(json.dumps(read))
`;

test.skipIf(!hasPython)("Python's readers of Parquet, tar and FLAC find what was written", async () => {
  const { folder, model } = await smallAtlas();
  const out = join(folder, 'merged');
  await runAtlas(folder, model, { engine: 'wasm' });
  await mergeAtlas(folder, out);
  const { units } = await openAtlas(out);
  const read = JSON.parse(execFileSync('python3', ['-c', READ, out], { encoding: 'utf8' }));
  expect(read).toHaveLength(10);
  for (const [i, { layer, unit, score, seconds, sampleRate }] of units.entries()) {
    expect(read[i]).toMatchObject({ layer, unit, score, curve: 3, samples: seconds * sampleRate, rate: sampleRate });
    expect(read[i].peak).toBeLessThanOrEqual(1);
    expect(read[i].entry).toBe(`${layer.replace('.', '_')}-${String(unit).padStart(5, '0')}.flac`);
  }
});
