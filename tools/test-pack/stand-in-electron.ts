import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Target } from './targets.ts';

/** What @electron/fuses looks for in a binary: the sentinel, the wire's version, its length, one byte per fuse. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron's own defaults of its nine fuses, in order. */
const fuseDefaults = '101100111';

const locales = ['en-US', 'sv', 'de', 'fr'];

/**
 * Lays out what electron-builder takes from an Electron distribution, without Electron: it cannot be started, but
 * everything that is done to it while packing can be checked.
 */
export function writeStandInElectron(folder: string, target: Target, version: string): void {
  const files = target.platform === 'darwin' ? macFiles() : flatFiles(target);
  for (const [file, content] of Object.entries({ ...files, ...commonFiles(version) })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  if (target.platform === 'linux') makeRunnable(join(folder, 'electron'));
  if (target.platform === 'darwin') linkFramework(join(folder, macFramework));
}

function commonFiles(version: string): Record<string, string> {
  return { version, LICENSE: "Electron's license", 'LICENSES.chromium.html': "Chromium's licenses" };
}

function flatFiles({ platform }: Target): Record<string, string | Buffer> {
  const program = platform === 'win32' ? { 'electron.exe': withFuses(windowsProgram()) } : {};
  const paks = locales.map((locale) => [`locales/${locale}.pak`, locale]);
  return { ...program, ...Object.fromEntries(paks), 'resources/readme.txt': 'app.asar goes here' };
}

/** A program that starts and does nothing, because some steps start it. */
function makeRunnable(program: string): void {
  copyFileSync('/bin/true', program);
  writeFileSync(program, withFuses(readFileSync(program)));
  chmodSync(program, 0o755);
}

/** An empty Windows program with the version resource that electron-builder edits. */
function windowsProgram(): Buffer {
  const { NtExecutable, NtExecutableResource, Resource } = loadBuildersResEdit();
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = 1033;
  version.setFileVersion(1, 0, 0, 0, 1033);
  version.setStringValues(
    { lang: 1033, codepage: 1200 },
    { ProductName: 'Electron', FileDescription: 'Electron' },
  );
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

/** What is used of the package `resedit`. */
interface ResEdit {
  NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): { generate(): ArrayBuffer } };
  NtExecutableResource: {
    from(program: object): { entries: object[]; outputResource(program: object): void };
  };
  Resource: { VersionInfo: { createEmpty(): VersionInfo } };
}

interface VersionInfo {
  lang: number;
  setFileVersion(major: number, minor: number, micro: number, revision: number, lang: number): void;
  setStringValues(language: { lang: number; codepage: number }, values: Record<string, string>): void;
  outputToResourceEntries(entries: object[]): void;
}

/** The copy that electron-builder itself edits programs with. */
function loadBuildersResEdit(): ResEdit {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  return createRequire(builder.resolve('app-builder-lib'))('resedit') as ResEdit;
}

const macFramework = 'Electron.app/Contents/Frameworks/Electron Framework.framework';

function macFiles(): Record<string, string | Buffer> {
  const contents = 'Electron.app/Contents';
  const framework = `${macFramework}/Versions/A`;
  const helpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'].flatMap((suffix) => {
    const app = `${contents}/Frameworks/Electron Helper${suffix}.app/Contents`;
    return [
      [`${app}/Info.plist`, propertyList(`Electron Helper${suffix}`)],
      [`${app}/MacOS/Electron Helper${suffix}`, 'helper'],
    ];
  });
  const projects = ['en', 'sv', 'de', 'fr'].map((locale) => [
    `${framework}/Resources/${locale}.lproj/locale.pak`,
    locale,
  ]);
  return {
    [`${contents}/Info.plist`]: propertyList('Electron'),
    [`${contents}/MacOS/Electron`]: 'program',
    [`${contents}/Resources/electron.icns`]: 'icon',
    [`${framework}/Electron Framework`]: withFuses(Buffer.from('framework')),
    ...Object.fromEntries([...helpers, ...projects]),
  };
}

/** macOS' frameworks are reached through links to their current version. */
function linkFramework(framework: string): void {
  symlinkSync('A', join(framework, 'Versions', 'Current'));
  symlinkSync('Versions/Current/Electron Framework', join(framework, 'Electron Framework'));
  symlinkSync('Versions/Current/Resources', join(framework, 'Resources'));
}

function propertyList(name: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<plist version="1.0"><dict>',
    `<key>CFBundleExecutable</key><string>${name}</string>`,
    `<key>CFBundleName</key><string>${name}</string>`,
    '<key>CFBundleIdentifier</key><string>com.github.Electron</string>',
    '<key>CFBundleVersion</key><string>1</string>',
    '</dict></plist>',
  ].join('\n');
}

function withFuses(program: Buffer): Buffer {
  const wire = Buffer.from([1, fuseDefaults.length, ...Buffer.from(fuseDefaults)]);
  return Buffer.concat([program, Buffer.from(fuseSentinel), wire, Buffer.from('end')]);
}
