import { expect, test, vi } from 'vitest';
import { longestTask, measureFromNow, watchLongestTask } from './longest-task.js';

test('only tasks while a sound forms count', () => {
  let tell: (duration: number, startTime?: number) => void = () => {};
  class Observer {
    static supportedEntryTypes = ['longtask'];
    observe = () => {};
    constructor(onList: (list: unknown) => void) {
      tell = (duration, startTime = performance.now()) => onList({ getEntries: () => [{ startTime, duration }] });
    }
  }
  vi.stubGlobal('PerformanceObserver', Observer);
  let forming = false;
  watchLongestTask(() => forming);
  vi.unstubAllGlobals();
  tell(500);
  expect(longestTask.value).toBe(0);
  const before = performance.now() - 1;
  forming = true;
  measureFromNow();
  tell(400, before);
  tell(80);
  tell(60);
  forming = false;
  tell(300);
  expect(longestTask.value).toBe(80);
  measureFromNow();
  expect(longestTask.value).toBe(0);
});
