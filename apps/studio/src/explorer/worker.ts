import { type AtlasMap, openMap } from '@audiate/atlas/open';
import { newest } from '../protocol/newest.js';
import { serve } from '../protocol/serve.js';
import { pictureOf } from '../sound/picture-of.js';
import { shownMap } from './map/shown-map.js';
import type { MapTasks } from './tasks.js';

let opened: AtlasMap | undefined;
const begin = newest();

/** @throws Error before there is a map. */
function open(): AtlasMap {
  if (opened) return opened;
  throw new Error('no atlas is open');
}

serve<MapTasks>(self as never, {
  async open(source) {
    const isNewest = begin();
    const map = await openMap(source);
    if (isNewest()) opened = map;
    return shownMap(map.facts, map.units);
  },
  unit: async ({ layer, unit }) => open().unit(layer, unit),
  sound: async ({ layer, unit }) => open().sound(layer, unit),
  examples: async ({ layer, unit }) => open().examples(layer, unit),
  speech: async ({ stretch }) => open().speech(stretch),
  picture: async ({ samples, sampleRate }) => pictureOf(samples, sampleRate),
});
