/** How far below or above the window an element is made ready. */
const MARGIN = '400px';

/** Loads what an element needs, and answers what draws it. */
type Load = () => Promise<() => void>;

const waiting = new Map<Element, Load>();
let observer: IntersectionObserver | undefined;
let drawn: Promise<void> = Promise.resolve();

/**
 * Calls `load` once the element comes near the window, and then what it answers, which draws. Elements load side by side, so
 * that an address that never answers holds up no other; they are drawn one after another, with a turn of the event loop
 * between them, so that a page of hundreds stays alive.
 * @param load tells its failures itself, and so does what it answers.
 */
export function onceInView(element: Element, load: Load): void {
  observer ??= new IntersectionObserver(look, { rootMargin: MARGIN });
  waiting.set(element, load);
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
    const load = waiting.get(target);
    waiting.delete(target);
    void load?.().then((draw) => {
      drawn = drawn.then(async () => {
        draw();
        await new Promise((resolve) => setTimeout(resolve));
      });
    });
  }
}
