interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Watches what keeps the page's thread from answering, from now on. */
export function watchThread() {
  const tasks: Span[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      tasks.push({ begin: startTime, end: startTime + duration });
  });
  observer.observe({ type: 'longtask' });
  const frames: Span[] = [];
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    frames.push({ begin: last, end: now });
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const longest = (spans: readonly Span[], from: number, to: number) =>
    Math.max(0, ...spans.filter(({ begin, end }) => begin < to && end > from).map(({ begin, end }) => end - begin));
  return {
    /** The longest task (0 where none took 50 ms) and the longest time between two frames that fall into a time, in ms. */
    async longest(from: number, to: number): Promise<{ task: number; frame: number }> {
      // Entries come some time after their tasks.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { task: longest(tasks, from, to), frame: longest(frames, from, to) };
    },
  };
}
