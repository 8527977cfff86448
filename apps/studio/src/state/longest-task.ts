import { signal } from '@preact/signals';

/** The longest time that the page's thread was kept from answering while the last sound formed, in ms; 0 where no task took 50 ms, or the browser does not tell. */
export const longestTask = signal(0);

let from = Number.POSITIVE_INFINITY;

/** Forgets what was, and measures tasks that begin from now on. */
export function measureFromNow(): void {
  from = performance.now();
  longestTask.value = 0;
}

/** Watches the page's thread. @param isForming whether a sound forms: other tasks do not count. */
export function watchLongestTask(isForming: () => boolean): void {
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return;
  new PerformanceObserver((list) => {
    if (!isForming()) return;
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime >= from) longestTask.value = Math.max(longestTask.value, duration);
    }
  }).observe({ type: 'longtask' });
}
