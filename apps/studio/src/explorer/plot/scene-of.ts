import type { ColourBy, Colouring } from '../colour/colouring.js';
import type { Theme } from '../colour/palettes.js';
import type { ShownMap } from '../map/shown-map.js';
import type { Grid } from './grid.js';
import type { Scene } from './painter.js';
import { placesOfLabels } from './places-of-labels.js';

/** Of 255: a point among others, one whose colour says nothing, one of those found, and one of those not. */
const [PLAIN, REST, FOUND, OTHER] = [215, 110, 255, 26];
/** The page's card and ink, as its style sheet has them. */
const PAPER: Readonly<Record<Theme, string>> = { light: '#ffffff', dark: '#192124' };
const INK: Readonly<Record<Theme, string>> = { light: '#1c2526', dark: '#e4eaea' };

interface Look {
  readonly map: ShownMap;
  readonly grid: Grid;
  readonly colouring: Colouring;
  readonly by: ColourBy;
  readonly theme: Theme;
  /** What a search found; undefined where all is shown alike. */
  readonly found: Uint32Array | undefined;
}

/** A map as it is drawn: what was found stands out and on top. */
export function sceneOf({ map, grid, colouring, by, theme, found }: Look): Scene {
  /** The higher the later it is drawn. */
  const rank = new Uint8Array(map.count);
  for (const i of found ?? []) rank[i] = 2;
  if (!found) for (let i = 0; i < map.count; i++) rank[i] = colouring.colours[i] === colouring.rest ? 1 : 2;
  const opacities = [OTHER, REST, found ? FOUND : PLAIN];
  const colours = colouring.colours.map((colour, i) => (colour | (opacities[rank[i]!]! << 24)) >>> 0);
  const order = new Uint32Array(map.count);
  let at = 0;
  for (const of of opacities.keys()) for (const i of grid.points) if (rank[i] === of) order[at++] = i;
  return {
    points: { x: map.x, y: map.y, colours, order },
    labels: by === 'label' ? placesOfLabels(map) : [],
    paper: PAPER[theme],
    ink: INK[theme],
  };
}
