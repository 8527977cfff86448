/**
 * A text with what stands between `<!-- name -->` and `<!-- /name -->` replaced.
 * @throws Error where the text has no such marks.
 */
export function withBlock(text: string, name: string, body: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [begin, end] = [text.indexOf(open), text.indexOf(close)];
  if (begin < 0 || end < begin) throw new Error(`the text has no "${open}" followed by "${close}"`);
  return `${text.slice(0, begin + open.length)}\n${body}\n${text.slice(end)}`;
}
