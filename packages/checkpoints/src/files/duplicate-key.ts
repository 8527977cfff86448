/**
 * The first key that an object in a JSON text gives twice, or undefined. JSON.parse keeps the last of them silently, so
 * two readers of one file could see different tensors.
 * @param json text that JSON.parse accepts.
 */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '{' || character === '[') open.push(new Set());
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(json, i);
      if (isFollowedByColon(json, end)) {
        const key = JSON.parse(json.slice(i, end)) as string;
        const known = open.at(-1)!;
        if (known.has(key)) return key;
        known.add(key);
      }
      i = end - 1;
    }
  }
  return undefined;
}

/** One past the closing quote of the string that opens at `start`. */
function endOfString(json: string, start: number): number {
  let i = start + 1;
  while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i + 1;
}

function isFollowedByColon(json: string, from: number): boolean {
  let i = from;
  while (json[i] === ' ' || json[i] === '\n' || json[i] === '\t' || json[i] === '\r') i++;
  return json[i] === ':';
}
