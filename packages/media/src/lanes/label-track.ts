import { checkLanes, type Lane } from './lane.js';

/**
 * The text of an Audacity label file: a line for each segment, its start and end in seconds and its token, with tabs
 * between them. Audacity reads one file as one label track; it is called as the file. To be written as UTF-8, as `NAME.txt`.
 * @param seconds the length of the sound.
 * @throws InputError for a lane that does not lie within the sound, or whose segments lie over one another.
 */
export function labelTrack(lane: Lane, seconds: number): string {
  checkLanes([lane], seconds);
  const lines = lane.segments.map(({ token, start, end }) => `${time(start)}\t${time(end)}\t${oneLine(token)}\n`);
  return lines.join('');
}

/** To a microsecond, as Audacity writes it. */
const time = (seconds: number): string => seconds.toFixed(6);

/** Tabs and line breaks part the fields: they become spaces. */
function oneLine(token: string): string {
  return token.replace(/\p{Cc}/gu, ' ').replace(/\p{Cs}/gu, '\ufffd');
}
