/** What a program or a command calls a form's model: a dropped one by its file's or folder's name. */
export const modelName = (model: string): string => (model.startsWith('file:') ? `./${model.slice(5)}` : model);
