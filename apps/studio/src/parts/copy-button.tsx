import { useState } from 'preact/hooks';

interface Copying {
  readonly label: string;
  text(): string;
  /** Told in a sentence where the browser does not let it. */
  fail(why: string): void;
}

/** Puts a text into the clipboard, and says so. */
export function CopyButton({ label, text, fail }: Copying) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      fail('the browser does not let the page write to the clipboard; select the text and copy it');
    }
  };
  return (
    <button type="button" onClick={() => void copy()}>
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  );
}
