import { type LineFacts, lineFolder, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import type { ModelAdapter } from '@audiate/protocol';
import { type AstLayer, loadAst } from '../index.js';

/** The checkpoints that tools/goldens/spectrogram_transformer.py makes: one with a head, and one without that does not normalise. */
export const LINES = ['ast', 'ast-bare'] as const;

/** A golden, whose cases whose names end with "-sound" are heard without what is padded behind them. */
export const readAstGolden = (line: string) => readGolden<LineFacts>(line);

/** The model by which a golden's case was heard. */
export function modelOf(line: string, name: string): Promise<ModelAdapter<AstLayer>> {
  return loadAst(lineFolder(line), { ...(name.endsWith('-sound') && { windowSeconds: 'sound' }) });
}
