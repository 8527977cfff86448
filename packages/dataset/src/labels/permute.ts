import { fold, type Key, uniform } from '@audiate/protocol';

/**
 * Labels as chance would deal them, with what binds them to groups kept. Where every group has one label, as a speaker has one
 * sex, groups exchange their labels; where labels vary within a group, each group's are dealt anew among its own rows (as
 * scikit-learn's `permutation_test_score` does). Rows that are a group each are dealt freely.
 * @param groups of each row.
 */
export function permuted<T extends Int32Array | Float64Array>(labels: T, groups: readonly string[], key: Key): T {
  const rows = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) {
    const own = rows.get(group);
    if (own) own.push(i);
    else rows.set(group, [i]);
  }
  const members = [...rows.values()];
  const out = labels.slice() as T;
  if (members.every((own) => own.every((i) => labels[i] === labels[own[0]!]))) {
    const order = shuffled(members.length, key);
    for (const [g, own] of members.entries()) for (const i of own) out[i] = labels[members[order[g]!]![0]!]!;
    return out;
  }
  for (const [g, own] of members.entries()) {
    const order = shuffled(own.length, fold(key, g));
    for (const [k, i] of own.entries()) out[i] = labels[own[order[k]!]!]!;
  }
  return out;
}

/** 0 … count − 1 in random order: Fisher and Yates' shuffle. */
function shuffled(count: number, key: Key): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  const draws = uniform(key, count);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(draws[i]! * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
