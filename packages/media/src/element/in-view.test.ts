import { afterAll, expect, test, vi } from 'vitest';
import { forget, onceInView } from './in-view.js';

/** The one observer sees what it is told to see. */
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
afterAll(() => {
  vi.unstubAllGlobals();
});

const see = (...targets: Element[]) => look(targets.map((target) => ({ target, isIntersecting: true })));
const element = () => ({}) as Element;

test('an address that never answers holds up no other', async () => {
  const [hangs, loads] = [element(), element()];
  onceInView(hangs, () => new Promise(() => {}));
  const drawn = new Promise<void>((resolve) => onceInView(loads, async () => resolve));
  see(hangs, loads);
  await drawn;
});

test('what was forgotten does not load, and what was seen loads once', () => {
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
