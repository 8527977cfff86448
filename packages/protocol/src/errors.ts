/**
 * A mistake in what the caller passed. Its message is one sentence: the thing, the value, the allowed choices.
 * Only mistakes reject a render; aborting and diverging resolve with what exists.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const MAX_LISTED = 24;

/**
 * Lists allowed choices for an error message. Runs of numbered names are folded: `encoder.0 … encoder.11`.
 * More than 24 choices are cut, with the count of the rest.
 */
export function listChoices(choices: readonly string[]): string {
  const folded: string[] = [];
  for (let i = 0; i < choices.length; ) {
    let end = i;
    while (end + 1 < choices.length && isSuccessor(choices[end]!, choices[end + 1]!)) end++;
    if (end - i >= 2) folded.push(`${choices[i]} … ${choices[end]}`);
    else folded.push(...choices.slice(i, end + 1));
    i = end + 1;
  }
  const rest = folded.length - MAX_LISTED;
  return rest > 0 ? `${folded.slice(0, MAX_LISTED).join(', ')} and ${rest} more` : folded.join(', ');
}

function isSuccessor(a: string, b: string): boolean {
  const pattern = /^(.*?)(\d+)([^\d]*)$/;
  const [, headA, numberA, tailA] = a.match(pattern) ?? [];
  const [, headB, numberB, tailB] = b.match(pattern) ?? [];
  return numberA !== undefined && headA === headB && tailA === tailB && Number(numberB) === Number(numberA) + 1;
}
