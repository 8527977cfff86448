import { channel } from '@audiate/objectives';
import { checkKeys, type ModelAdapter, type Objective, type Spec } from '@audiate/protocol';
import { type Checks, checkFields } from '../settings/check-saved.js';
import { planRender } from '../settings/plan.js';
import {
  type GivenSettings,
  type PartName,
  type RenderSettings,
  SETTINGS,
  settingNames,
} from '../settings/settings.js';
import type { RecordedSettings } from './recipe.js';
import { type Ingredients, type RecipeReviver, recipeReviver } from './revive.js';

/** How each field of recorded settings is checked. */
export const RECORDED = Object.fromEntries(
  settingNames.map((name) => [name, SETTINGS[name].saved]),
) as Checks<RecordedSettings>;

/** Settings as JSON: parts by their specs. */
export function recorded(settings: RenderSettings): RecordedSettings {
  const entries = settingNames.flatMap((name) => {
    const value = settings[name];
    if (value === undefined) return [];
    return [[name, SETTINGS[name].isPart ? (value as { readonly spec: Spec }).spec : value]];
  });
  return Object.fromEntries(entries);
}

/** Recorded settings, checked, with their parts built again. */
export function revived(settings: RecordedSettings, revive: RecipeReviver): RenderSettings {
  const entries = settingNames.flatMap((name) => {
    const value = settings[name];
    if (value === undefined) return [];
    return [[name, SETTINGS[name].isPart ? revive[name as PartName](value as Spec) : value]];
  });
  return Object.fromEntries(entries);
}

/**
 * The settings of a render as JSON with every default filled in, for programs that render elsewhere or later: a job on another
 * machine. {@link reviveSettings} reads them.
 * @param given as to `render`. `batch` is 1 unless given.
 * @throws InputError for an unknown setting, and for one that does not fit the model.
 */
export function recordSettings(model: ModelAdapter, given: GivenSettings = {}): RecordedSettings {
  checkKeys('settings of a render', given, [...settingNames, 'seconds']);
  const [layer] = Object.keys(model.layers);
  return structuredClone(recorded(planRender(model, channel(layer!, 0) as Objective, given)));
}

/**
 * Settings that {@link recordSettings} wrote, or a recipe holds, as options of `render`.
 * @param ingredients custom parts by name, and arrays that parts were made with.
 * @throws InputError for a field that is missing, unknown or of another type, and where a custom part or an array is missing.
 */
export function reviveSettings(settings: RecordedSettings, ingredients: Ingredients = {}): RenderSettings {
  checkFields('the settings', settings, RECORDED);
  return revived(settings, recipeReviver(ingredients));
}
