/** What is climbed: a unit of a layer, a token or class, or a text that the model is to hear. */
export type Target =
  | { readonly kind: 'unit'; readonly layer: string; readonly unit: number }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'word'; readonly text: string };

/** No name of a layer, a token or a text that one wants to hear is longer. */
const MAX_LENGTH = 200;

/** The short form, which the command line takes too: `encoder.3:17`, `logit:IY`, `word:HELLO`. */
export function showTarget(target: Target): string {
  if (target.kind === 'unit') return `${target.layer}:${target.unit}`;
  return target.kind === 'token' ? `logit:${target.token}` : `word:${target.text}`;
}

/** Reads the short form; undefined for anything else. */
export function readTarget(text: string): Target | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [, kind, rest] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (kind === undefined || rest === undefined) return undefined;
  if (kind === 'logit') return { kind: 'token', token: rest };
  if (kind === 'word') return { kind: 'word', text: rest };
  const [, layer, unit] = /^(.+):(\d{1,9})$/s.exec(text) ?? [];
  return layer === undefined ? undefined : { kind: 'unit', layer, unit: Number(unit) };
}
