import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';

/** A git-lfs pointer is shorter than this by its specification; a page shows by its first bytes. */
const LOOKED_AT = 1024;

/**
 * Tells what stands where a checkpoint's file should: nothing, as a download that never began or a full disk leaves it,
 * git-lfs's pointer to it, as a clone without git-lfs does, or a web page, as a download of the wrong address gives.
 * @param thing what errors call the file.
 * @throws InputError for these.
 */
export async function checkIsFile(bytes: ByteSource, thing: string): Promise<void> {
  if (bytes.size === 0) throw new InputError(`${thing} is empty: it has 0 bytes; get the file again`);
  const start = (await textOf(bytes)).replace(/^\xef\xbb\xbf/, '').trimStart();
  if (/^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\//.test(start)) {
    throw new InputError(`${thing} is a git-lfs pointer, not the file: git lfs pull`);
  }
  if (/^<(!--|(!doctype|html|head|body|title|meta|\?xml)\b)/i.test(start)) {
    throw new InputError(
      `${thing} is a web page, not the file: download it from the address that serves the file itself; on the Hugging Face Hub /resolve/ stands in it, not /blob/`,
    );
  }
}

/**
 * As {@link checkIsFile}, and tells of a text where there should be weights, as a server's refusal saved for the file.
 * @throws InputError for these.
 */
export async function checkIsWeights(bytes: ByteSource, thing: string): Promise<void> {
  await checkIsFile(bytes, thing);
  const start = await bytes.read(0, Math.min(bytes.size, LOOKED_AT));
  // The last character may be cut.
  const text = new TextDecoder().decode(start).replace(/\ufffd$/, '');
  if (/^(?:[\t\n\r]|[^\p{Cc}\ufffd])+$/u.test(text)) {
    throw new InputError(`${thing} is a text, not weights: it begins with ${show(text.trim().slice(0, 60))}`);
  }
}

async function textOf(bytes: ByteSource): Promise<string> {
  return new TextDecoder('latin1').decode(await bytes.read(0, Math.min(bytes.size, LOOKED_AT)));
}
