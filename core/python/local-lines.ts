import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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

/** Built packages: told apart by size and time, since they may be large. Files that people write are read instead. */
const built = /\.(?:whl|zip|tar\.gz)$/;
/** What tells how the package of a folder is built. */
const recipe = /^(?:pyproject\.toml|setup\.(?:py|cfg))$/;

/**
 * Tells packages that lie beside a requirements file from those that are built in their place later.
 * @param text as `resolveLocalLines` gives it
 */
export function stampLocalLines(text: string): string {
  const addresses = text.match(/file:\/\/[^\s[\]]+/g) ?? [];
  return addresses.flatMap((address) => [address, ...stampPlace(address)]).join('\n');
}

function stampPlace(address: string): string[] {
  try {
    const place = fileURLToPath(address);
    if (statSync(place).isFile()) return [stampFile(place)];
    const names = readdirSync(place).filter((name) => built.test(name) || recipe.test(name));
    return names.sort().map((name) => `${name} ${stampFile(join(place, name))}`);
  } catch {
    // The installer says what is wrong with it.
    return [];
  }
}

function stampFile(file: string): string {
  if (!built.test(file)) return readFileSync(file, 'utf8');
  const { size, mtimeMs } = statSync(file);
  return `${size} ${mtimeMs}`;
}
