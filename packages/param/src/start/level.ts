/**
 * The RMS of audio at −20 dB below full scale, 0.1. Recorded speech lies there (the ten clips of `fixtures/speech`: 0.044
 * to 0.151, median 0.08), so a model that does not normalise its input hears a usual level; and speech's peaks, 14 to
 * 22 dB above its RMS in those clips, then stay near full scale or below.
 */
export const DEFAULT_LEVEL = 0.1;
