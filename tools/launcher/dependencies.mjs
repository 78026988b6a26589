import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Installs node_modules with `npm ci` when it is missing or was installed from another lock file.
 * Install scripts stay off: nothing here needs one, and a postinstall would be code nobody chose to run.
 *
 * @param {{ root: string, node: string, say: (sentence: string) => void }} ctx
 */
export function ensureDependencies({ root, node, say }) {
  const stamp = join(root, 'node_modules', '.stile-stamp');
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const wanted = dependencyStamp(manifest, lock);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!isInstalledAsLocked(root, lock)) {
    say('Installing dependencies (once, and again when the lock file changes) ...');
    runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, node });
  }
  writeFileSync(stamp, wanted);
}

/**
 * A name for "these dependencies": changes with the lock file or the manifest's dependency lists, and not
 * with scripts or other fields of package.json.
 *
 * @param {string} manifestText
 * @param {string} lockText
 * @returns {string}
 */
export function dependencyStamp(manifestText, lockText) {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(manifestText);
  const lists = JSON.stringify({ dependencies, devDependencies, optionalDependencies, overrides });
  return createHash('sha256').update(lists).update('\0').update(lockText).digest('hex');
}

/**
 * Whether node_modules already holds what the lock file says, as after a person's own `npm install`.
 * npm writes what it installed into node_modules/.package-lock.json. Optional packages are for one platform
 * each, so their absence says nothing.
 *
 * @param {Lock} wanted
 * @param {Lock} installed
 * @returns {boolean}
 */
export function isSameInstall(wanted, installed) {
  const present = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {})
    .filter(([place]) => place !== '')
    .every(([place, pkg]) => {
      const found = present[place];
      if (found === undefined) return pkg.optional === true || pkg.devOptional === true;
      return found.version === pkg.version;
    });
}

/**
 * @param {string} root
 * @param {string} lockText
 */
function isInstalledAsLocked(root, lockText) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  return existsSync(hidden) && isSameInstall(JSON.parse(lockText), JSON.parse(readFileSync(hidden, 'utf8')));
}
