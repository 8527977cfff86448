export type { TinyName } from './embedded.js';
export type { LayerStatistics, SpeechStatistics } from './speech-statistics.js';
export { statistics } from './statistics.js';
export { tiny, tinyB } from './tiny.js';
