/** A queue: what is called through it begins when the call before has ended, however that ended. */
export function inTurn(): <T>(body: () => T | Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (body) => {
    const turn = last.then(body);
    last = turn.catch(() => {});
    return turn;
  };
}
