import { InvalidArgumentError } from 'commander';

/** Reads `name` or `name=weight`, 1 unless given. @throws InvalidArgumentError for a weight that is no number. */
export function weighed(text: string): { readonly name: string; readonly weight: number } {
  const [name, weight = '1', ...rest] = text.split('=');
  const value = Number(weight);
  if (rest.length === 0 && weight.trim() !== '' && Number.isFinite(value)) return { name: name!, weight: value };
  throw new InvalidArgumentError(`Its weight must be a number, as in ${name}=30.`);
}
