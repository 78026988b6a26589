import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isScalar, parseDocument, visit } from 'yaml';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import { unreadable } from '../source-errors.ts';

/** What a `meta.yaml` says: every value is a text, a list, an object, or null. */
export type Meta = Readonly<Record<string, unknown>>;

/**
 * Reads `meta.yaml` of a folder; null where there is none. Values stay texts: MLflow writes YAML 1.1, where the digest
 * `12e4567` is a text, which YAML 1.2 would take for a number.
 * @throws DATA_INVALID `format` for a file that is no YAML
 */
export async function readMeta(folder: string): Promise<Meta | null> {
  const file = join(folder, 'meta.yaml');
  const text = await readIfThere(file);
  if (text === null) return null;
  try {
    const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
    const [error] = document.errors;
    if (error !== undefined) throw error;
    visit(document, {
      Scalar: (_key, node) => {
        if (node.type === 'PLAIN' && ['null', '~', ''].includes(node.source ?? '')) node.value = null;
      },
    });
    const meta: unknown = document.contents === null || isScalar(document.contents) ? null : document.toJS();
    return typeof meta === 'object' && meta !== null && !Array.isArray(meta) ? (meta as Meta) : {};
  } catch (error) {
    throw unreadable(
      file,
      'format',
      `it is no YAML (${errorText(error)})`,
      'Repair the file, or take its folder away.',
    );
  }
}

export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The names of the folders in a folder, in order. Links are left out. */
export async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCode(error));
}
