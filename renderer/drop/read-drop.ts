import type { DroppedThing } from './drop-kinds.ts';

/** `file` of a folder says where it lies and has no content. */
export type DroppedFile = DroppedThing & { readonly file: File };

/** What was let go. Call it in the event itself: afterwards the browser has forgotten. */
export function readDrop(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const found = [...transfer.items].flatMap((item) => {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    return file === null ? [] : [{ file, entry: item.webkitGetAsEntry() }];
  });
  return Promise.all(
    found.map(async ({ file, entry }) => ({
      file,
      name: file.name,
      isFolder: entry?.isDirectory === true,
      inside: entry?.isDirectory === true ? await readNames(entry as FileSystemDirectoryEntry) : [],
    })),
  );
}

/** The first hundred or so names; a folder that cannot be read has none. */
function readNames(folder: FileSystemDirectoryEntry): Promise<readonly string[]> {
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  folder.createReader().readEntries(
    (entries) => resolve(entries.map(({ name }) => name)),
    () => resolve([]),
  );
  return promise;
}
