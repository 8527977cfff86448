/** The compiled engine can't run a model or a term; `cause` says why. The automatic choice goes on to the next engine. */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled';

  constructor(override readonly cause: unknown) {
    super('the model or a term of the objective could not be compiled', { cause });
  }
}
