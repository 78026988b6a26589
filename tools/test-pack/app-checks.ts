import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from '../lib/files.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import type { Packed } from './pack.ts';
import { listArchive, listShipped, listUnpacked, payloadBytes } from './payload.ts';
import { readFuses, readNativeKind } from './payload.ts';

/** What is ours in an installed app, without Electron. */
const payloadBudget = 130_000_000;

/** The fuses that every flavour has; the one for end-to-end tests opens the inspector. */
export const shippedFuses = {
  RunAsNode: true,
  EnableCookieEncryption: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** Declares the checks that an app for any system has to pass; `packed` is asked when they run. */
export function checkArchive(paths: RepositoryPaths, packed: () => Packed): void {
  it('holds the build, better-sqlite3 and nothing else', () => {
    const files = listArchive(packed());
    expect(files.filter((file) => file.startsWith('dist/'))).toEqual(listShipped(paths.dist));
    const others = files.filter(
      (file) => !file.startsWith('dist/') && !file.startsWith('node_modules/better-sqlite3/'),
    );
    expect(others).toEqual(['package.json']);
    expect(files.filter((file) => /\.(map|tsx?|md|gyp|h|hpp|c|cc|cpp)$|\.test\./.test(file))).toEqual([]);
  });

  it('has the native module of its system alone, outside the archive', () => {
    const { platform, arch } = packed().target;
    const natives = listUnpacked(packed()).filter((file) => file.endsWith('.node'));
    expect(natives).toEqual([`node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`]);
    expect(listArchive(packed()).filter((file) => file.endsWith('.node'))).toEqual(natives);
    const file = join(packed().resources, 'app.asar.unpacked', natives[0] ?? '');
    expect(readNativeKind(file)).toBe(`${platform} ${arch}`);
  });

  it('has its fuses set, the inspector shut', async () => {
    expect(await readFuses(packed())).toEqual(shippedFuses);
  });

  it('is small enough', () => {
    expect(payloadBytes(packed())).toBeLessThan(payloadBudget);
  });
}

/** Declares the checks of what lies beside the archive. */
export function checkResources(paths: RepositoryPaths, packed: () => Packed): void {
  it('has the licenses of Electron, Chromium, Stile and all bundled packages', () => {
    const { app, resources, target } = packed();
    const electronLicenses = target.platform === 'darwin' ? resources : app;
    expect(existsSync(join(electronLicenses, 'LICENSE.electron.txt'))).toBe(true);
    expect(existsSync(join(electronLicenses, 'LICENSES.chromium.html'))).toBe(true);
    expect(readFileSync(join(resources, 'LICENSE.stile.txt'), 'utf8')).toContain('MIT');
    expect(listArchive(packed())).toContain('node_modules/better-sqlite3/LICENSE');
    const packages = readFileSync(join(resources, 'LICENSES.packages.txt'), 'utf8');
    expect(packages).toContain('better-sqlite3');
    expect(packages).toContain('@orpc/server');
  });

  it('speaks English and Swedish and brings no other languages of Chromium', () => {
    const { app, target } = packed();
    const found = readdirSync(join(app, target.locales)).map((name) => name.replace(/\.(pak|lproj)$/, ''));
    expect(found.sort()).toEqual(target.platform === 'darwin' ? ['en', 'sv'] : ['en-US', 'sv']);
  });

  it('keeps what is not code beside the archive, without what only packing needs', () => {
    const needless = ['icons', 'installer'];
    const ours = readdirSync(join(paths.root, 'resources')).filter((name) => !needless.includes(name));
    expect(readdirSync(join(packed().resources, 'resources')).sort()).toEqual(ours.sort());
  });

  it('has the command for its system, ready to run', () => {
    const { resources, target } = packed();
    const folder = join(resources, 'resources', 'bin');
    const isWindows = target.platform === 'win32';
    expect(readdirSync(folder).sort()).toEqual(isWindows ? ['stile', 'stile.cmd'] : ['stile']);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'stile')).mode & 0o111).toBe(0o111);
  });

  it('has the pictures of the tray', () => {
    const pictures = ['badge', 'tray', 'trayTemplate'].flatMap((name) => [`${name}.png`, `${name}@2x.png`]);
    const found = readdirSync(join(packed().resources, 'resources', 'tray'));
    expect(found.sort()).toEqual([...pictures, 'tray.ico'].sort());
  });

  it('knows whose updates to trust', () => {
    const file = join('resources', 'update-keys.json');
    const shipped = readFileSync(join(packed().resources, file), 'utf8');
    expect(shipped).toBe(readFileSync(join(paths.root, file), 'utf8'));
    expect(JSON.parse(shipped)).toBeInstanceOf(Array);
  });

  it('carries no secret', () => {
    const { resources } = packed();
    const files = [join(resources, 'app.asar'), ...listFiles(join(resources, 'resources'))];
    const secret = /-----BEGIN [A-Z ]*PRIVATE KEY-----\\?[rn]?\s*[A-Za-z0-9+/]{20}/;
    expect(files.filter((file) => secret.test(readFileSync(file, 'latin1')))).toEqual([]);
    expect(files.filter((file) => /\.(env|pem|key|p12|pfx|p8)$/.test(file))).toEqual([]);
  });
}
