import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectNotices } from './collect.ts';
import { checkLicenses, formatNotices } from './format.ts';

/** What electron-builder hands to its hooks, as far as it is used. */
interface PackContext {
  appOutDir: string;
  packager: { projectDir: string; getResourcesDir(appOutDir: string): string };
}

/**
 * A hook of electron-builder: puts the licenses of all bundled packages beside the app.
 * @throws when a package has a license that may not ship
 */
export function afterPack({ appOutDir, packager }: PackContext): void {
  const notices = collectNotices(packager.projectDir);
  const problems = checkLicenses(notices);
  if (problems.length > 0) throw new Error(`${problems.join('; ')}.`);
  writeFileSync(join(packager.getResourcesDir(appOutDir), 'LICENSES.packages.txt'), formatNotices(notices));
}
