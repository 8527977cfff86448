/** What of speech itself is measured, from moment to moment: Hz where it is voiced, dB, and whether it is voiced. */
export const PROPERTIES = ['pitch', 'loudness', 'voicing'] as const;

/** One of {@link PROPERTIES}. */
export type Property = (typeof PROPERTIES)[number];

/** How far a unit follows each: Spearman's rank correlation, from −1 to 1; undefined where chance explains it. */
export type Followed = Readonly<Record<Property, number | undefined>>;
