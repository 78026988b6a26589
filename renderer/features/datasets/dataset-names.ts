/** A name for a dataset from a file's name, a path or an address: small letters, digits, `_`, `-` and `.`. */
export function suggestName(label: string): string {
  const last =
    label
      .replace(/[?#].*$/, '')
      .split(/[/\\]/)
      .findLast((part) => part !== '') ?? '';
  const plain = last
    .replace(/\.[^.]*$/, '')
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9_.-]+/g, '_')
      .replaceAll(/^[_.-]+|[_.-]+$/g, '')
      .slice(0, 60) || 'data'
  );
}

/** What the engine takes as a dataset's name, up to names that a system reserves. */
export function isDatasetName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/.test(name) && !name.endsWith('.');
}
