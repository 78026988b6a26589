import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** What is looked at, so that a test needs no such machine. */
export interface SandboxMachine {
  platform: NodeJS.Platform;
  isRoot: boolean;
  /** what a file of the system says; empty when it is not there */
  read: (file: string) => string;
  /** whether a program runs as root whoever starts it */
  isSetUserId: (file: string) => boolean;
}

const rule = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

/**
 * Why Electron's window could not open from a checkout, as the end of a sentence: Ubuntu 24.04 and newer keep from
 * programs without a profile of AppArmor what Chromium's sandbox is made of, and Chromium then ends at once. Null where
 * nothing stands in the way.
 */
export function findSandboxProblem(binary: string, machine: SandboxMachine = thisMachine): string | null {
  if (machine.platform !== 'linux' || machine.isRoot || machine.read(rule).trim() !== '1') return null;
  const helper = join(dirname(binary), 'chrome-sandbox');
  if (machine.isSetUserId(helper)) return null;
  return (
    'this system lets only installed programs have the sandbox of a window (AppArmor, since Ubuntu 24.04). ' +
    `The deb package has one; for this checkout: sudo chown root "${helper}" && sudo chmod 4755 "${helper}"`
  );
}

const thisMachine: SandboxMachine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  read: (file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  },
  isSetUserId: (file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0;
  },
};
