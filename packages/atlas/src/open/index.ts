export type { MapRow } from '../map/map-row.js';
export type { UnitRow } from '../rows/unit-row.js';
export type { AtlasFiles, AtlasSource } from './atlas-source.js';
export type { MapFacts } from './map-facts.js';
export { type Atlas, openAtlas } from './open-atlas.js';
export { type AtlasMap, openMap } from './open-map.js';
export type { SpeechExample } from './read-examples.js';
