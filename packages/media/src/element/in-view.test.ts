import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The module with an observer that sees what it is told to see. */
async function viewed() {
  let look: (entries: readonly { target: Element; isIntersecting: boolean }[]) => void = () => {};
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe = () => {};
      unobserve = () => {};
      constructor(onChange: typeof look) {
        look = onChange;
      }
    },
  );
  vi.resetModules();
  const { onceInView, forget } = await import('./in-view.js');
  const see = (...targets: Element[]) => look(targets.map((target) => ({ target, isIntersecting: true })));
  return { onceInView, forget, see };
}

const element = () => ({}) as Element;

test('an address that never answers holds up no other', async () => {
  const { onceInView, see } = await viewed();
  const [hangs, loads] = [element(), element()];
  onceInView(hangs, () => new Promise(() => {}));
  const drawn = new Promise<void>((resolve) => onceInView(loads, async () => resolve));
  see(hangs, loads);
  await drawn;
});

test('what was forgotten does not load, and what was seen loads once', async () => {
  const { onceInView, forget, see } = await viewed();
  const [left, stays] = [element(), element()];
  const loaded: string[] = [];
  const load = (name: string) => async () => {
    loaded.push(name);
    return () => {};
  };
  onceInView(left, load('left'));
  onceInView(stays, load('stays'));
  forget(left);
  see(left, stays);
  see(stays);
  expect(loaded).toEqual(['stays']);
});
