/** What the program ends with; a fault of its own has the number that sysexits.h gives to software. */
export const EXIT = { done: 0, mistake: 1, usage: 2, fault: 70, interrupted: 130 } as const;
