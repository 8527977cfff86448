import type { EngineChoice } from '../engines/engine.js';
import type { Recipe } from './recipe.js';

/**
 * What is asked for, but with precision `auto` as it came out before: `auto` asks the machine, which may answer otherwise the
 * next time, and what goes on must not change its precision on the way.
 * @param before the recipe that is gone on with, unchecked. Nothing changes without one, or with one of another engine.
 */
export function precisionBefore(asked: EngineChoice | undefined, before: Recipe | undefined): EngineChoice | undefined {
  if (typeof asked !== 'object' || asked === null || !('name' in asked)) return asked;
  if (asked.name !== 'onnxruntime' || asked.precision !== 'auto') return asked;
  const { engine, engineSettings } = before?.environment ?? {};
  if (engine !== 'onnxruntime') return asked;
  const found = engineSettings?.name === 'onnxruntime' ? engineSettings.precision : undefined;
  return { ...asked, precision: found === 'i8' ? 'i8' : 'f32' };
}
