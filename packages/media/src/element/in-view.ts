/** How far below or above the window an element is made ready. */
const MARGIN = '400px';

const waiting = new Map<Element, () => Promise<void>>();
let observer: IntersectionObserver | undefined;
let queue: Promise<void> = Promise.resolve();

/**
 * Calls `ready` once the element comes near the window. Elements are made ready one after another, with a turn of the event
 * loop between them, so that a page of hundreds stays alive.
 */
export function onceInView(element: Element, ready: () => Promise<void>): void {
  observer ??= new IntersectionObserver(look, { rootMargin: MARGIN });
  waiting.set(element, ready);
  observer.observe(element);
}

/** Forgets an element that left the page before it was seen. */
export function forget(element: Element): void {
  waiting.delete(element);
  observer?.unobserve(element);
}

function look(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    observer!.unobserve(target);
    queue = queue.then(async () => {
      // It may have left while others were made ready.
      const ready = waiting.get(target);
      waiting.delete(target);
      await ready?.();
      await new Promise((resolve) => setTimeout(resolve));
    });
  }
}
