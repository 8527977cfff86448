import { sourceOf } from './source-of.js';

/** What is needed to open the model of an address or of a render that was kept, where the page does not open it by itself. */
export function wanted(model: string): string {
  const source = sourceOf(model);
  if (source?.kind === 'hub') {
    return `This address wants ${source.id} of the Hugging Face Hub: "Download" fetches and opens it.`;
  }
  if (source) return 'No model is open.';
  return `This address wants the model ${model.slice('file:'.length)}: drop its file or folder here, or choose it.`;
}
