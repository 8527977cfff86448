import { type LineFacts, lineFolder, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import type { ModelAdapter } from '@audiate/protocol';
import { loadWhisper, type WhisperLayer } from '../index.js';

/** The checkpoints that tools/goldens/whisper.py makes: 80 bands and the first step of the decoder, and 128 bands. Their window is a second. */
export const LINES = ['whisper', 'whisper-128'] as const;

/** A golden, whose cases whose names end with "-sound" are heard without silence behind them. */
export const readWhisperGolden = (line: string) => readGolden<LineFacts>(line);

/** The model by which a golden's case was heard. */
export function modelOf(line: string, name: string): Promise<ModelAdapter<WhisperLayer>> {
  return loadWhisper(lineFolder(line), {
    ...(name.endsWith('-sound') && { windowSeconds: 'sound' }),
    ...(line === 'whisper' && { decoder: { language: 'de' } }),
  });
}
