import { droppedFiles } from './dropped-files.js';
import type { PlacedFile } from './placed-file.js';

/**
 * What makes an element take dropped files and folders.
 * @param take is given them.
 * @param fail is told why they can't be read.
 * @param limits as of {@link droppedFiles}.
 */
export function dropZone(
  take: (files: readonly PlacedFile[]) => void | Promise<void>,
  fail: (error: unknown) => void,
  limits: { readonly depth?: number } = {},
) {
  return {
    // Without this a browser opens what is dropped.
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      void droppedFiles(event.dataTransfer?.items ?? [], limits).then(take, fail);
    },
  };
}
