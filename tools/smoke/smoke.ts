import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { readJson } from '../lib/json.ts';
import type { Verb } from '../lib/verb.ts';
import { describeInstaller } from '../release/installer-name.ts';
import { listInstallers, releaseFolder } from '../release/release-files.ts';
import type { Install } from './installed.ts';
import { linuxKinds } from './linux.ts';
import { macKinds } from './mac.ts';
import { checkDataStayed, tryOut } from './try-out.ts';
import { windowsKinds } from './windows.ts';

const kindsOf: Partial<Record<NodeJS.Platform, Record<string, Install>>> = {
  linux: linuxKinds,
  darwin: macKinds,
  win32: windowsKinds,
};

/**
 * `npm run smoke [-- folder]`: installs each installer for this machine, starts the app, asks its engine and its
 * command, quits, uninstalls, and looks whether data stayed. Changes this machine while it runs.
 */
export const smoke: Verb = async (ctx) => {
  const release = releaseFolder(ctx);
  const { version } = readJson<{ version: string }>(join(ctx.paths.root, 'package.json'));
  const here = chooseInstallers(listInstallers(release), process.platform, process.arch);
  if (here.length === 0)
    throw new Error(
      `${release} has no installer for ${process.platform} ${process.arch}: npm run package makes them.`,
    );
  for (const { name, install } of here) {
    // Blanks and letters beyond ASCII are what names of users have.
    const scratch = mkdtempSync(join(tmpdir(), 'stile smoke åäö '));
    try {
      const data = join(scratch, 'data');
      mkdirSync(data);
      const installed = await install(join(release, name), { release, scratch });
      const milliseconds = await tryOut({ installed, folder: data, version });
      await installed.uninstall();
      checkDataStayed(data);
      console.log(`${name}: engine answered after ${milliseconds} ms, quit, removed, data stayed`);
    } finally {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
    }
  }
  return 0;
};

/** The installers for a machine and how each is installed, in the order of their names. */
export function chooseInstallers(
  names: string[],
  platform: NodeJS.Platform,
  arch: string,
): { name: string; install: Install }[] {
  const kinds = Object.entries(kindsOf[platform] ?? {});
  return names
    .filter((name) => {
      const described = describeInstaller(name);
      return described.platform === platform && described.arch === arch;
    })
    .map((name) => {
      const [, install] = kinds.find(([ending]) => name.endsWith(ending)) ?? [];
      if (!install) throw new Error(`Nobody knows how to install ${name}: tools/smoke has no such kind.`);
      return { name, install };
    });
}
