import type { Written } from '../protocol/written.js';

/** Hands a file to the reader's browser. */
export function offer({ name, type, bytes }: Written): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
