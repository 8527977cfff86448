import { signal } from '@preact/signals';
import type { Theme } from '../colour/palettes.js';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** What the reader's system asks for. */
export const theme = signal<Theme>(dark.matches ? 'dark' : 'light');

dark.addEventListener('change', () => {
  theme.value = dark.matches ? 'dark' : 'light';
});
