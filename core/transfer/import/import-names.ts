/** Marks what an import has made. */
export const importedTag = 'stile.importedFrom';

/** Tags that say where something came from, put after those that it has. */
export function withOrigin(
  tags: readonly { key: string; value: string }[],
  address: string,
): { key: string; value: string }[] {
  return [...tags.filter(({ key }) => key !== importedTag), { key: importedTag, value: address }];
}

/** `/` and `:` cannot stand in the name of a model: `models:/<name>/<version>` would not be clear. */
export function toModelName(prefix: string, name: string): string {
  return clean(prefix + name);
}

/** True when a name cannot stay as it is. */
export function mustRename(name: string): boolean {
  return clean(name) !== name;
}

function clean(name: string): string {
  return name.replace(/[/:]/g, '_');
}
