/** What one job is to say, in Node and in a page. */
export interface Expected {
  readonly inNode: RegExp;
  /** By the page's query. */
  readonly inPage: Readonly<Record<string, RegExp>>;
}

/** @throws Error where what a project said does not match. */
export function expectSaid(where: string, said: string, expected: RegExp): void {
  if (!expected.test(said)) throw new Error(`${where}: expected ${expected}, got: ${said}`);
  console.log(`${where}: ${said.split('\n')[0]}`);
}
