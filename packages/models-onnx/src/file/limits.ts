/** Protocol buffers end at 2 GiB; larger models keep their weights beside. */
export const MAX_FILE_BYTES = 2 ** 31;
/** Graphs within graphs (`If`), and so calls within calls. */
export const MAX_DEPTH = 16;
/** Of one graph; exports of the largest speech models have some ten thousands. */
export const MAX_NODES = 200_000;
/** Axes of a value: TensorFlow.js has six. */
export const MAX_RANK = 8;
/** Numbers of one value: 1 GiB as float32. */
export const MAX_NUMBERS = 2 ** 28;
/** Numbers of one value that is made of fewer: 256 MiB where they are whole numbers. */
export const MAX_MADE_NUMBERS = 2 ** 25;
