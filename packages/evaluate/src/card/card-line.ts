/** A line of a card: a figure, what it means, and what it is to be compared with. */
export interface CardLine {
  readonly name: string;
  readonly value: string;
  /** What the figure says, in plain words. */
  readonly meaning: string;
  /** What chance, speech or the sound itself has, and where the verdict draws its line; absent where there is nothing. */
  readonly compare?: string;
  /** Whether the figure passes the verdict's line; absent where the verdict does not ask for it. */
  readonly holds?: boolean;
}

/** A number with two digits behind the point, and a minus of its own. */
export const two = (value: number): string => value.toFixed(2).replace('-', '\u2212');

/** A share of 1 in percent. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A number with so many digits that count. */
export const digits = (value: number, count = 3): string => String(Number(value.toPrecision(count)));
