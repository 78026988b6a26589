import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readlinkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readJson } from '../lib/json.ts';

/** Where the stand-in for fpm has laid out the packages, one folder per kind. */
export type PackagesFolder = () => string;

const mimeType = 'application/x-stile-workspace';

/** Declares what fpm has to be asked for a deb and an rpm. */
export function checkRequest(kind: 'deb' | 'rpm', folder: PackagesFolder): void {
  const args = (): string[] => readJson<string[]>(join(folder(), kind, 'args.json'));
  const valuesOf = (name: string): string[] =>
    args().flatMap((arg, at, all) => (arg === name ? [all[at + 1] ?? ''] : []));

  it('says what it is and who makes it', () => {
    expect(valuesOf('--name')).toEqual(['stile']);
    expect(valuesOf('--maintainer')).toEqual(['The Stile authors <hello@stile.example>']);
    expect(valuesOf('--license')).toEqual(['MIT']);
    expect(valuesOf('--description')[0]).toContain('Experiments, registry, pipelines');
    expect(valuesOf('--category')).toEqual([kind === 'deb' ? 'science' : 'Applications/Engineering']);
    const summary = kind === 'deb' ? valuesOf('--description') : valuesOf('--rpm-summary');
    expect(summary[0]).toContain('Local MLOps on the desktop');
    expect(valuesOf('--package')[0]).toMatch(/stile-\d+\.\d+\.\d+-linux-(amd64|x86_64)\.(deb|rpm)$/);
  });

  it('names the libraries that Electron needs', () => {
    const needed = valuesOf('-d').join('\n');
    for (const library of [/gtk/, /nss/, /gbm/, /asound|alsa/, /xdg-utils/, /notify/]) {
      expect(needed).toMatch(library);
    }
  });
}

/** Declares what a deb and an rpm have to hold. */
export function checkFiles(kind: 'deb' | 'rpm', folder: PackagesFolder): void {
  const root = (...parts: string[]): string => join(folder(), kind, 'root', ...parts);

  it('leaves /usr/bin to the command: the program with the window is called otherwise', () => {
    expect(existsSync(root('usr', 'bin'))).toBe(false);
    expect(existsSync(root('opt', 'Stile', 'resources', 'resources', 'bin', 'stile'))).toBe(true);
    expect(existsSync(root('opt', 'Stile', 'stile-desktop'))).toBe(true);
  });

  it('has a desktop entry in both languages that opens its files and links', () => {
    const entry = readFileSync(root('usr', 'share', 'applications', 'stile.desktop'), 'utf8');
    const lines = entry.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Exec=/opt/Stile/stile-desktop %U',
        'Icon=stile-desktop',
        'StartupWMClass=stile',
        `MimeType=${mimeType};x-scheme-handler/stile;`,
        'Categories=Science;ArtificialIntelligence;',
      ]),
    );
    for (const key of ['Comment', 'Comment[sv]', 'Keywords', 'Keywords[sv]']) {
      expect(lines.filter((line) => line.startsWith(`${key}=`))).toHaveLength(1);
    }
  });

  it('has icons of the app and of its documents, and says what a .stile file is', () => {
    const icons = root('usr', 'share', 'icons', 'hicolor');
    for (const size of ['16x16', '32x32', '48x48', '128x128', '256x256', '512x512', '1024x1024']) {
      expect(existsSync(join(icons, size, 'apps', 'stile-desktop.png'))).toBe(true);
    }
    expect(existsSync(join(icons, 'scalable', 'apps', 'stile-desktop.svg'))).toBe(true);
    const document = join('mimetypes', 'application-x-stile-workspace');
    expect(existsSync(join(icons, 'scalable', `${document}.svg`))).toBe(true);
    expect(existsSync(join(icons, '48x48', `${document}.png`))).toBe(true);
    const mime = readFileSync(root('usr', 'share', 'mime', 'packages', 'stile.xml'), 'utf8');
    expect(mime).toContain(`<mime-type type="${mimeType}">`);
    expect(mime).toContain('<comment xml:lang="sv">Stile-arbetsyta</comment>');
    expect(mime).toContain('<glob pattern="*.stile"/>');
  });

  it('brings the profile of AppArmor that lets its sandbox work', () => {
    const profile = readFileSync(root('opt', 'Stile', 'resources', 'apparmor-profile'), 'utf8');
    expect(profile).toContain('"/opt/Stile/stile-desktop"');
    expect(profile).toContain('userns');
  });

  it('sets itself up and cleans up after itself, leaving data alone', () => runScripts(join(folder(), kind)));
}

/** Runs the scripts as root's package manager would, in a root of their own. */
function runScripts(folder: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'stile root åäö '));
  try {
    const profile = join(scratch, 'etc', 'apparmor.d', 'stile-desktop');
    const link = join(scratch, 'usr', 'bin', 'stile');
    const data = join(scratch, 'home', 'eva', 'Stile', 'stile.db');
    const files = {
      [join(scratch, 'opt', 'Stile', 'chrome-sandbox')]: 'a program',
      [join(scratch, 'opt', 'Stile', 'resources', 'apparmor-profile')]: 'a profile',
      [data]: 'data',
    };
    for (const file of [profile, link]) mkdirSync(join(file, '..'), { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, text);
    }
    const tools = writeStandInTools(scratch);
    const run = (name: string, ...words: string[]): void => {
      const env = { PATH: `${tools}:/usr/bin:/bin`, DPKG_ROOT: scratch };
      const result = spawnSync('sh', [join(folder, name), ...words], { env, encoding: 'utf8' });
      expect([name, result.status, result.stderr]).toEqual([name, 0, '']);
    };
    run('after-install', 'configure');
    run('after-install', 'configure', '0.0.9');
    expect(readlinkSync(link)).toBe('/opt/Stile/resources/resources/bin/stile');
    expect(readFileSync(profile, 'utf8')).toBe('a profile');
    expect(statSync(join(scratch, 'opt', 'Stile', 'chrome-sandbox')).mode & 0o777).toBe(0o755);
    for (const halfway of ['upgrade', '1', 'abort-install']) run('after-remove', halfway);
    expect(existsSync(profile)).toBe(true);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    run('after-remove', 'remove');
    expect([existsSync(profile), lstatSync(link, { throwIfNoEntry: false })]).toEqual([false, undefined]);
    // Somebody else's command is neither replaced nor removed.
    writeFileSync(link, 'of another package');
    run('after-install', 'configure');
    run('after-remove', 'remove');
    expect(readFileSync(link, 'utf8')).toBe('of another package');
    expect(readFileSync(data, 'utf8')).toBe('data');
    const called = readFileSync(join(tools, 'called.txt'), 'utf8');
    expect(called).toContain(`update-desktop-database ${scratch}/usr/share/applications`);
    expect(called).toContain(`update-mime-database ${scratch}/usr/share/mime`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function writeStandInTools(scratch: string): string {
  const tools = join(scratch, 'tools');
  mkdirSync(tools);
  for (const name of ['apparmor_parser', 'update-mime-database', 'update-desktop-database', 'unshare']) {
    const file = join(tools, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${join(tools, 'called.txt')}'\n`, { mode: 0o755 });
  }
  return tools;
}

/** Names in a tar.gz, without the folder that all lie in. */
export function listTarball(file: string): string[] {
  const names = execFileSync('tar', ['-tzf', file], { encoding: 'utf8', maxBuffer: 1e8 }).trim().split('\n');
  return names.map((name) => name.split('/').slice(1).join('/'));
}
