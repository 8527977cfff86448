export type { TinyName } from './embedded.js';
export { type LayerStatistics, type SpeechStatistics, statistics } from './statistics.js';
export { tiny, tinyB } from './tiny.js';
