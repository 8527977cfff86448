import type { PlacedFile } from './placed-file.js';

/** The files that were chosen in an input. It forgets them: the same ones can be chosen once more. */
export function pickedFiles(input: HTMLInputElement): PlacedFile[] {
  const picked = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  input.value = '';
  return picked;
}
