const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text that HTML shows as it is, in an element or a quoted attribute. Control characters other than white space, lone
 * surrogates and the marks that override the direction of a line become U+FFFD.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, (mark) => (/\s/.test(mark) ? mark : '\ufffd'))
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
