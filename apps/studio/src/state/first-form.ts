import { formFromHash, type ReadForm } from './form-url.js';

interface Given {
  /** What follows `#` in the address. */
  readonly hash: string;
  /** The form of the render that was kept last. */
  readonly kept: string | undefined;
  /** The model that the program of the page was started with. */
  readonly named: string | undefined;
}

/** The form that the page begins with: that of its address; else the last one, with the model that was named for the page, if one was. */
export function firstForm({ hash, kept = '', named }: Given): ReadForm {
  if (hash) return formFromHash(hash);
  const read = formFromHash(kept);
  return named === undefined ? read : { ...read, form: { ...read.form, model: named } };
}
