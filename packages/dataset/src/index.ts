export { type AudioWindow, type AudioWindowsOptions, readAudioWindows } from './audio/audio-windows.js';
export type { AudioSource } from './audio/open-source.js';
export { readAudio } from './audio/read-audio.js';
export type { ReadAudioOptions } from './audio/sound-stream.js';
