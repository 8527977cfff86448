import { packTar } from 'modern-tar';

/** A file of an archive. */
export interface ArchivedFile {
  /** Of at most 100 ASCII letters. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The same archive whenever it is made. */
const MTIME = new Date(0);

/** A tar archive of files, one after another in their order. Equal files give equal bytes. */
export function packFiles(files: readonly ArchivedFile[]): Promise<Uint8Array> {
  return packTar(
    files.map(({ name, bytes }) => ({
      header: { name, size: bytes.length, type: 'file', mode: 0o644, mtime: MTIME },
      body: bytes,
    })),
  );
}
