import { gunzipSync } from 'fflate';
import { snappyUncompress } from 'hyparquet';
import { ZSTDDecoder } from 'zstddec';

/** Takes a page's compression off, into exactly as many bytes as its header says. */
export type Decompress = (bytes: Uint8Array, length: number) => Uint8Array;

const zstd = new ZSTDDecoder();

const DECOMPRESS: Readonly<Record<string, Decompress>> = {
  SNAPPY(bytes, length) {
    const page = new Uint8Array(length);
    snappyUncompress(bytes, page);
    return page;
  },
  GZIP: (bytes, length) => gunzipSync(bytes, { out: new Uint8Array(length) }),
  ZSTD(bytes, length) {
    if (length > MOST_OF_ZSTD) throw new Error(`a page would unpack to ${length} bytes, more than zstd has memory for`);
    return zstd.decode(bytes, length);
  },
};

/** Half of what the memory of zstddec's WebAssembly may grow to. */
const MOST_OF_ZSTD = 2 ** 30;

/**
 * What takes off the compression of a column; undefined where there is none.
 * @throws Error for one that is not read, with those that are.
 */
export async function decompressor(codec: string): Promise<Decompress | undefined> {
  if (codec === 'UNCOMPRESSED') return undefined;
  const decompress = DECOMPRESS[codec];
  if (!decompress) throw new Error(`it is compressed by ${codec}; write it again with snappy, zstd, gzip or none`);
  if (codec === 'ZSTD') await zstd.init();
  return (bytes, length) => {
    const page = length === 0 ? new Uint8Array(0) : decompress(bytes, length);
    if (page.length !== length) throw new Error(`a page has ${page.length} bytes, its header claims ${length}`);
    return page;
  };
}
