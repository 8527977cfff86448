/** Bytes of a message between page and program; what a render stands at is the largest, ten seconds at 192 kHz of it the most. */
export const MAX_MESSAGE_BYTES = 2 ** 26;
/** Bytes of a file that are asked of the page at a time. */
export const PIECE_BYTES = 2 ** 20;
/** Tasks of one page at once. */
export const MAX_TASKS = 64;
/** Bytes on their way to the page beyond which news waits, and newer news takes its place. */
export const NEWS_WAITS_BYTES = 2 ** 22;
