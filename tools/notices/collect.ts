import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { listFiles, toPosix } from '../lib/files.ts';
import { readJson } from '../lib/json.ts';

/** A package whose code, styles or fonts are part of what ships. */
export interface Notice {
  name: string;
  version: string;
  /** SPDX, as the package says */
  license: string;
  /** the texts of its license files; empty when the package brings none */
  text: string;
}

interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

const shippedFolders = ['core', 'electron', 'renderer'];
const neverShipped = /\.(test|bench|soak)\.tsx?$|[\\/](testing|icons)[\\/]|vite\.config\.ts$/;
/** `import x from 'p'`, `import 'p'`, `export ... from 'p'`, `import('p')`, `@import 'p'`; types leave no code. */
const importPattern =
  /(?:^|\n)\s*(?:import|export)(?!\s+type\b)[^;'"]*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|@import\s+['"]([^'"]+)['"]/g;
/** Has its own license file beside the app. */
const ownNotice = new Set(['electron']);

/** The packages that the sources of the app import, and all that those depend on, by name. */
export function collectNotices(root: string): Notice[] {
  const found = new Map<string, Notice>();
  const visit = (name: string, from: string): void => {
    const folder = findPackage(name, from);
    if (folder === null || found.has(folder)) return;
    const manifest = readJson<Manifest>(join(folder, 'package.json'));
    found.set(folder, toNotice(folder, manifest));
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, folder);
  };
  for (const name of importedPackages(root)) visit(name, root);
  const notices = [...found.values()];
  return notices.sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
  );
}

/** Package names in the import statements of the sources that ship. */
export function importedPackages(root: string): string[] {
  const isSource = (path: string): boolean =>
    /\.(ts|tsx|css)$/.test(path) && !neverShipped.test(toPosix(path));
  const files = shippedFolders.flatMap((folder) => listFiles(join(root, folder), isSource));
  const names = files.flatMap((file) => packagesIn(readFileSync(file, 'utf8')));
  return [...new Set(names)].filter((name) => !ownNotice.has(name)).sort();
}

/** Package names in one source: not Node's own modules, not files of ours. */
export function packagesIn(source: string): string[] {
  return [...source.matchAll(importPattern)]
    .map(([, statement, call, style]) => statement ?? call ?? style ?? '')
    .filter((specifier) => /^(@[a-z]|[a-z])/.test(specifier) && !specifier.startsWith('node:'))
    .map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

/** Node's own way up through node_modules; null for what is not installed, as optional packages of other systems. */
function findPackage(name: string, from: string): string | null {
  const folders = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  const folder = folders
    .map((path) => join(path, name))
    .find((path) => existsSync(join(path, 'package.json')));
  return folder ?? null;
}

function toNotice(folder: string, { name, version, license }: Manifest): Notice {
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice|ofl)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, license: license ?? 'not stated', text: texts.join('\n\n') };
}
