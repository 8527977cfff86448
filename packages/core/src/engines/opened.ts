/** What bringing an engine up found: version, device and threads for a reader, and the compute threads. */
export interface Opened {
  readonly detail: string;
  readonly threads: number;
}
