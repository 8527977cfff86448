/**
 * Numbers questions of which only the newest counts.
 * @returns what is to be called when one is asked; it returns whether none has been asked since.
 */
export function newest(): () => () => boolean {
  let last = 0;
  return () => {
    last += 1;
    const own = last;
    return () => own === last;
  };
}
