/** What the program ends with. */
export const EXIT = { done: 0, mistake: 1, usage: 2, interrupted: 130 } as const;
