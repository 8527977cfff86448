import { signal } from '@preact/signals';

/** The longest time since the last render's first step that the page's thread was kept from answering, in ms; 0 where no task took 50 ms, or the browser does not tell. */
export const longestTask = signal(0);

/** Watches the page's thread from now on. */
export function watchLongestTask(): void {
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask.value = Math.max(longestTask.value, duration);
  }).observe({ type: 'longtask' });
}
