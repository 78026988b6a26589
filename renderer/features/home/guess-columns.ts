import type { DataInspection } from '#contract/datasets.ts';

const textNames = /^(text|review|comment|body|content|message|sentence|omd[oö]me|kommentar|recension)/i;
const labelNames = /^(label|sentiment|class|category|target|rating|etikett|klass|betyg|y$)/i;

/** Which column holds the texts and which the labels, by their names, or else by what is in the first rows. */
export function guessColumns({ columns, sample }: Pick<DataInspection, 'columns' | 'sample'>): {
  text: string | null;
  label: string | null;
} {
  const names = columns.map(({ name }) => name);
  const values = (name: string): string[] =>
    sample.flatMap((row) => row[names.indexOf(name)] ?? []).filter((value) => value !== '');
  const meanLength = (name: string): number =>
    values(name).reduce((sum, value) => sum + value.length, 0) / Math.max(1, values(name).length);
  const text =
    names.find((name) => textNames.test(name)) ??
    names.toSorted((a, b) => meanLength(b) - meanLength(a))[0] ??
    null;
  const others = names.filter((name) => name !== text);
  const distinct = (name: string): number => new Set(values(name)).size;
  const label =
    others.find((name) => labelNames.test(name)) ??
    others.filter((name) => distinct(name) > 1).toSorted((a, b) => distinct(a) - distinct(b))[0] ??
    others[0] ??
    null;
  return { text, label };
}

/** A name for datasets and pipelines from a file's: small letters, digits and underscores. */
export function nameFromFile(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  const plain = stem
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^[_0-9]+|_+$/g, '')
      .slice(0, 40) || 'my_data'
  );
}

/** What the engine takes as the beginning of names of pipelines. */
export function isGoodName(name: string): boolean {
  return /^[a-z][a-z0-9_]{0,59}$/.test(name);
}
