import { inMemory } from '@audiate/dataset/ranges';
import { sha256 } from '@audiate/media';
import { expect, test } from 'vitest';
import { MAP, MAP_COLUMNS } from '../map/map-columns.js';
import { SPEECH, SPEECH_SOUNDS } from '../map/stretch-columns.js';
import { openRows } from '../rows/open-rows.js';
import { memoryStore } from '../testing/memory-store.js';
import { emptyFolder } from '../testing/small-atlas.js';
import { writeSyntheticAtlas } from '../testing/synthetic-atlas.js';
import { syntheticExamples } from '../testing/synthetic-speech.js';
import { writeMap } from './write-map.js';

/** Examples whose files are of a few bytes. */
async function examplesOf(text: string, units: number) {
  const table = new TextEncoder().encode(`table ${text}`);
  const files = new Map([
    [SPEECH, table],
    [SPEECH_SOUNDS, new TextEncoder().encode(`sounds ${text}`)],
  ]);
  return { rows: Array.from({ length: units }, (_, i) => syntheticExamples(i)), files, speech: await sha256(table) };
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test.each([
  ['with examples', true, ['after', 'after']],
  ['without', false, [undefined, undefined]],
] as const)(
  'wherever a program is killed that writes a map %s, no map names speech that is gone',
  async (_, has, end) => {
    const rows = await writeSyntheticAtlas(await emptyFolder(), { units: 4, sounds: 1, layers: 1 });
    const [before, after] = [await examplesOf('before', 4), await examplesOf('after', 4)];
    const facts = { format: 1, index: 'a'.repeat(64) };
    for (let most = 0; ; most++) {
      const files = new Map<string, Uint8Array>();
      await writeMap(memoryStore(files), rows, { facts, examples: before });
      const ended = await writeMap(memoryStore(files, { most }), rows, {
        facts,
        examples: has ? after : undefined,
      }).then(
        () => true,
        () => false,
      );
      const map = files.get(MAP);
      const named = map && (await openRows({ file: inMemory(map), source: MAP }, MAP_COLUMNS)).facts().speech;
      if (named !== undefined) {
        expect(await sha256(files.get(SPEECH)!)).toBe(named);
        expect(textOf(files.get(SPEECH_SOUNDS)!).slice(7)).toBe(textOf(files.get(SPEECH)!).slice(6));
      }
      if (!ended) continue;
      expect(most).toBeGreaterThan(2);
      expect([SPEECH, SPEECH_SOUNDS].map((name) => files.get(name) && textOf(files.get(name)!).split(' ')[1])).toEqual(
        end,
      );
      expect(map).toBeDefined();
      break;
    }
  },
);
