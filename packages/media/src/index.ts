export type { CardContent, Fact } from './page/card.js';
export type { CurvePoint } from './page/curve-figure.js';
export { type PageContent, page } from './page/page.js';
export { type PictureOptions, picture } from './picture/picture.js';
export { playbackCopy } from './playback.js';
export { type Spectrogram, type SpectrogramOptions, spectrogram } from './spectrum/spectrogram.js';
export { type DecodedWav, decodeWav } from './wav/decode.js';
export { type EncodeWavOptions, encodeWav, type WavFormat } from './wav/encode.js';
export { writeWhole } from './write-whole.js';
