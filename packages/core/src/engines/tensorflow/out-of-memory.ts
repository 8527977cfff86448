/** Whether an error is libtensorflow's RESOURCE_EXHAUSTED (code 8): a device had no memory for a tensor. */
export function ranOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /^Invalid TF_Status: 8\b/.test(error.message);
}
