import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A tensor of a safetensors file's header: where its bytes lie behind the header. */
interface Entry {
  readonly data_offsets: readonly [number, number];
}

/** Copies a checkpoint with its weights in two files and their index, as save_pretrained writes large ones. */
export async function inShards(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const file of (await readdir(from)).filter((name) => /config|vocab/.test(name))) {
    await copyFile(join(from, file), join(to, file));
  }
  const bytes = await readFile(join(from, 'model.safetensors'));
  const headerLength = Number(bytes.readBigUInt64LE());
  const { __metadata__, ...header } = JSON.parse(bytes.subarray(8, 8 + headerLength).toString());
  const tensors = Object.entries<Entry>(header);
  const half = tensors.length >> 1;
  const index: Record<string, string> = {};
  for (const [i, part] of [tensors.slice(0, half), tensors.slice(half)].entries()) {
    const name = `model-0000${i + 1}-of-00002.safetensors`;
    let length = 0;
    const data: Buffer[] = [];
    const entries = part.map(([tensor, entry]) => {
      const [start, end] = entry.data_offsets;
      data.push(bytes.subarray(8 + headerLength + start, 8 + headerLength + end));
      index[tensor] = name;
      length += end - start;
      return [tensor, { ...entry, data_offsets: [length - (end - start), length] }];
    });
    const text = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(text.length));
    await writeFile(join(to, name), Buffer.concat([size, text, ...data]));
  }
  await writeFile(join(to, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: index }));
}
