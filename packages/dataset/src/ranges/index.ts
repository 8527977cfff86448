export type { HttpOptions } from './http-file.js';
export { type ByteRange, httpRange } from './http-range.js';
export { httpWhole } from './http-whole.js';
export { inMemory } from './in-memory.js';
export { onDisk } from './on-disk.js';
export { type OverHttpOptions, overHttp } from './over-http.js';
