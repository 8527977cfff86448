/**
 * One law of a kind of part: run `check` in any test runner; it throws when the law is broken.
 * `for (const law of paramLaws(subject)) test(law.name, law.check)`
 */
export interface Law {
  readonly name: string;
  check(): void;
}

/** Throws unless the condition holds. */
export function assertThat(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Error(message());
}
