/** Placeholder */
export function installOps(): void {}
