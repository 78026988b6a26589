import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Options that name a file or a folder: other requirements, constraints, packages to edit, folders of wheels. */
const options = /^(\s*(?:-[cref]|--constraint|--requirement|--editable|--find-links)[\s=]+)(\S+)(.*)$/;
/** A package by its path: `.`, `./wheels/shop-1.0.whl`, `libs/shop[fast]`. */
const path = /^(\s*)(\.|\S*[/\\]\S*)(.*)$/;

/**
 * The text of a requirements file with what its lines name beside it as file addresses: where it is copied to, and where
 * an installer runs, then makes no difference. A path would not do: pip reads the options of a line as a shell does, so
 * that a backslash or a space does not come through. Lines that name nothing there stay as they are.
 * @param folder absolute, which relative paths start from
 */
export function resolveLocalLines(text: string, folder: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(options, resolvePath(folder)).replace(path, resolvePath(folder)))
    .join('\n');
}

function resolvePath(folder: string): (line: string, before: string, named: string, after: string) => string {
  return (line, before, named, after) => {
    // What stands in brackets are extras of a package.
    const [, place = named, extras = ''] = /^(.*?)(\[[^\]]*\])?$/.exec(named) ?? [];
    if (isAbsolute(place) || place.startsWith('file:') || !existsSync(join(folder, place))) return line;
    return `${before}${pathToFileURL(join(folder, place)).href}${extras}${after}`;
  };
}
