import { show } from '@audiate/protocol';
import type { NodeModules } from '../disk/node.js';
import { openedFiles } from '../disk/opened-files.js';
import type { CheckpointSource } from '../files/checkpoint-source.js';

/** A local folder in Hugging Face's layout; undefined when there is no such folder. */
export async function openFolder(folder: string, node: NodeModules): Promise<CheckpointSource | undefined> {
  const isFolder = await node.fs.stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return undefined;
  const files = openedFiles(node);
  return {
    name: node.path.basename(node.path.resolve(folder)),
    place: `folder ${show(folder)}`,
    open: (file) => files.open(node.path.join(folder, file)),
    close: files.close,
  };
}
