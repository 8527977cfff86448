import { labelTrack } from './label-track.js';
import { checkLanes, type Lane } from './lane.js';
import { textGrid } from './text-grid.js';

/**
 * The files that stand beside a WAV file and tell what listeners hear in it: `NAME.TextGrid` for Praat with a tier for each
 * lane, and `NAME.LANE.txt` for Audacity, one for each lane. What a file's name can't hold becomes `-`. No lanes, no files.
 * @param name the WAV file's, without its ending. @param seconds the length of the sound.
 * @returns texts by the names of their files, as `writeWhole` takes them.
 * @throws InputError for lanes that do not lie within the sound, or whose segments lie over one another.
 */
export function laneFiles(name: string, lanes: readonly Lane[], seconds: number): Map<string, string> {
  checkLanes(lanes, seconds);
  const files = new Map<string, string>();
  if (lanes.length === 0) return files;
  files.set(`${name}.TextGrid`, textGrid(lanes, seconds));
  const used = new Set<string>();
  for (const lane of lanes) {
    files.set(`${name}.${unusedName(lane.name, used)}.txt`, labelTrack(lane, seconds));
  }
  return files;
}

/** A plain name of at most 40 characters that no other lane has, capitals aside, as some disks know none. */
function unusedName(name: string, used: Set<string>): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 40) || 'lane';
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? plain : `${plain}-${n}`;
    if (used.has(candidate.toLowerCase())) continue;
    used.add(candidate.toLowerCase());
    return candidate;
  }
}
