import { useState } from 'preact/hooks';
import { useRoom } from './context.js';

/** Puts a text into the clipboard, and says so. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }) {
  const { studio } = useRoom();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      studio.fail('the browser does not let the page write to the clipboard; select the text and copy it');
    }
  };
  return (
    <button type="button" onClick={() => void copy()}>
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  );
}
