import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { buildStale, partsFor } from '../build/build.ts';
import { runProgram } from '../lib/run-program.ts';
import type { Verb, VerbContext } from '../lib/verb.ts';
import { packageApp } from '../package/package.ts';
import { electronBinary, hasDisplay } from '../start/decide.ts';
import type { Machine } from '../start/decide.ts';
import { runElectronInstaller } from '../start/electron-download.ts';
import { runPlaywright } from './suites.ts';
import { totalsLine } from './totals.ts';

const packed = '--packed';

/**
 * `npm run e2e:electron [-- --packed, file names]`: the specs that want the real Electron, which is fetched when it is
 * missing; on the checkout, or with --packed on an app packed with the inspector open. Nothing is passed over: where no
 * spec can run, the command fails.
 */
export const e2eElectron: Verb = async (ctx) => {
  const filters = ctx.args.filter((arg) => arg !== packed);
  const binary = ctx.args.includes(packed) ? await packForE2e(ctx) : await provideElectron(ctx);
  const env = {
    ...ctx.env,
    STILE_ELECTRON_PATH: binary,
    STILE_ELECTRON_PACKED: ctx.args.includes(packed) ? '1' : '0',
  };
  if (ctx.env['CI'] === 'true') await allowSandbox();
  const totals = await runPlaywright({ paths: ctx.paths, env, filters: ['--project=electron', ...filters] });
  if (totals.passed + totals.failed === 0) ctx.say('No spec of e2e/electron ran.');
  console.log(totalsLine(totals));
  return totals.failed === 0 && totals.passed > 0 ? 0 : 1;
};

async function provideElectron(ctx: VerbContext): Promise<string> {
  await buildStale(ctx, partsFor.everything);
  const folder = join(ctx.paths.root, 'node_modules', 'electron');
  const machine: Machine = { platform: process.platform, env: ctx.env, exists: existsSync };
  if (!hasDisplay(machine))
    throw new Error(
      'Electron needs a display, and there is none: xvfb-run -a npm run e2e:electron brings one.',
    );
  const binary = electronBinary(machine, folder);
  if (existsSync(binary)) return binary;
  ctx.say("Fetching Electron's binary ...");
  const { output } = await runElectronInstaller(folder);
  if (existsSync(binary)) return binary;
  throw new Error(`Electron's binary could not be fetched:\n${output}`);
}

/** The program that was packed for this machine. */
async function packForE2e(ctx: VerbContext): Promise<string> {
  const code = await packageApp({ ...ctx, args: ['--for-e2e', `--${process.arch}`] });
  if (code !== 0) throw new Error(`The app could not be packed (electron-builder ended with ${code}).`);
  const folder = join(ctx.paths.root, 'release', 'e2e');
  const places: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'stile-desktop',
    win32: 'Stile.exe',
    darwin: join('Stile.app', 'Contents', 'MacOS', 'Stile'),
  };
  const place = places[process.platform] ?? '';
  const found = readdirSync(folder)
    .map((name) => join(folder, name, place))
    .find((file) => existsSync(file));
  if (!found) throw new Error(`${folder} holds no ${place}.`);
  return found;
}

/**
 * Ubuntu 24.04 lets a program have the namespaces of Chromium's sandbox only under a profile of AppArmor, which a
 * package brings and a checkout has not. A machine of CI is thrown away, so there the rule is lifted.
 */
async function allowSandbox(): Promise<void> {
  const rule = 'kernel.apparmor_restrict_unprivileged_userns';
  if (!existsSync(`/proc/sys/${rule.replaceAll('.', '/')}`)) return;
  const { code, output } = await runProgram('sudo', ['--non-interactive', 'sysctl', '--write', `${rule}=0`], {
    cwd: process.cwd(),
  });
  if (code !== 0) throw new Error(`The sandbox of Chromium could not be allowed: ${output}`);
}
