import { checkCopy, InputError, type ModelAdapter, show } from '@audiate/protocol';

/**
 * That what stands where a model should is one, of this copy of audiate, and was not disposed.
 * @param asker what needs it: `render`.
 * @throws InputError saying what it is instead, and what to do.
 */
export function checkModel(model: unknown, asker: string): void {
  const given = (typeof model === 'object' || typeof model === 'function' ? model : undefined) as
    | Partial<Record<string, unknown>>
    | null
    | undefined;
  if (typeof given?.forward === 'function') {
    const { name, disposed } = given as unknown as ModelAdapter;
    if (disposed) throw new InputError(`model ${show(name)} was disposed; load it again`);
    checkCopy(given as unknown as ModelAdapter);
    return;
  }
  const wrong = (what: string, advice: string) => new InputError(`${asker} needs a model, got ${what}; ${advice}`);
  if (typeof given?.then === 'function') throw wrong('a promise of one', 'await it: await loadWav2Vec2(…)');
  if (given?.recipe !== undefined && given.audio !== undefined) {
    throw wrong('the result of a render', 'pass the model that it was rendered with');
  }
  if (typeof model === 'function') throw wrong('a function', 'call it and await what it gives: await tiny()');
  if (typeof model === 'string') throw wrong(show(model), `load it: await loadWav2Vec2(${show(model)})`);
  throw wrong(show(model), 'load one, as by await loadWav2Vec2(folder)');
}
