/**
 * A mistake in what the caller passed. Its message is one sentence: the thing, the value, the allowed choices.
 * Only mistakes reject a render; aborting and diverging resolve with what exists.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const MAX_LISTED = 24;

/**
 * Lists allowed choices for an error message. Names that differ in one running number are folded, wherever they stand:
 * `encoder.0 … encoder.11`. More than 24 entries are cut, with the count of the rest.
 */
export function listChoices(choices: readonly string[]): string {
  const families = new Map<string, string[]>();
  for (const choice of choices) {
    const family = choice.replace(/\d+/, '#');
    families.set(family, families.get(family) ?? []);
    families.get(family)!.push(choice);
  }
  const entries = [...families.values()].flatMap((members) =>
    isRun(members) ? [`${members[0]} … ${members.at(-1)}`] : members,
  );
  const rest = entries.length - MAX_LISTED;
  return rest > 0 ? `${entries.slice(0, MAX_LISTED).join(', ')} and ${rest} more` : entries.join(', ');
}

/** Three or more names, their first numbers in sequence. */
function isRun(members: readonly string[]): boolean {
  const numbers = members.map((member) => Number(member.match(/\d+/)?.[0]));
  return members.length >= 3 && numbers.every((number, i) => i === 0 || number === numbers[i - 1]! + 1);
}
