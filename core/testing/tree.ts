import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every file below a folder with a hash of its bytes, folders with a slash: two equal trees are the same folder. */
export function readTree(folder: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    const name = relative(folder, full).split(sep).join('/');
    if (entry.isDirectory()) tree[`${name}/`] = '';
    else if (entry.isSymbolicLink()) tree[name] = `-> ${readlinkSync(full)}`;
    else tree[name] = createHash('sha256').update(readFileSync(full)).digest('hex');
  }
  return tree;
}
