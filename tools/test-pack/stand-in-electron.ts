import { createWriteStream, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Target } from './targets.ts';

/** What @electron/fuses looks for in a binary: the sentinel, the wire's version, its length, one byte per fuse. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** States of nine fuses, all the other way round than they must be in the end. */
const fuseStates = '011100111';

const file = 0o100644;
const program = 0o100755;
const link = 0o120777;

interface Entry {
  path: string;
  content: string | Buffer;
  mode: number;
}

/**
 * Makes the zip file that electron-builder takes Electron from, without Electron: it cannot be started, but all that
 * is done to it while packing can be checked.
 */
export async function writeStandInElectron(folder: string, target: Target, version: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const zip = new ZipFile();
  for (const { path, content, mode } of [...entriesFor(target), ...commonEntries(version)]) {
    zip.addBuffer(Buffer.from(content), path, { mode });
  }
  zip.end();
  const name = `electron-v${version}-${target.platform}-${target.arch}.zip`;
  await pipeline(zip.outputStream, createWriteStream(join(folder, name)));
}

function entriesFor({ platform }: Target): Entry[] {
  if (platform === 'darwin') return macEntries();
  const paks = ['en-US', 'sv', 'de', 'fr'].map((locale) => toFile(`locales/${locale}.pak`, locale));
  return [...(platform === 'win32' ? windowsEntries() : linuxEntries()), ...paks];
}

function commonEntries(version: string): Entry[] {
  return [
    toFile('version', version),
    toFile('LICENSE', "Electron's license"),
    toFile('LICENSES.chromium.html', "Chromium's licenses"),
  ];
}

function linuxEntries(): Entry[] {
  const elf = Buffer.from([0x7f, ...Buffer.from('ELF')]);
  return [
    { path: 'electron', content: withFuses(elf), mode: program },
    toFile('resources/readme.txt', 'the app goes here'),
  ];
}

function windowsEntries(): Entry[] {
  return [
    { path: 'electron.exe', content: withFuses(buildWindowsProgram()), mode: program },
    toFile('resources/readme.txt', 'the app goes here'),
  ];
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

/** An empty Windows program with the version resource that electron-builder edits. */
function buildWindowsProgram(): Buffer {
  const { NtExecutable, NtExecutableResource, Resource } = loadBuildersResEdit();
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = 1033;
  version.setFileVersion(1, 0, 0, 0, 1033);
  version.setStringValues(
    { lang: 1033, codepage: 1200 },
    { ProductName: 'Electron', FileDescription: 'Electron' },
  );
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/** The copy that electron-builder itself edits programs with. */
function loadBuildersResEdit(): ResEdit {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  return createRequire(builder.resolve('app-builder-lib'))('resedit') as ResEdit;
}

/** A bundle with its helper programs, and a framework that is reached through links to its current version. */
function macEntries(): Entry[] {
  const contents = 'Electron.app/Contents';
  const framework = `${contents}/Frameworks/Electron Framework.framework`;
  const current = `${framework}/Versions/A`;
  const helpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'].map((suffix) => `Electron Helper${suffix}`);
  return [
    ...bundleEntries(contents, 'Electron'),
    ...helpers.flatMap((name) => bundleEntries(`${contents}/Frameworks/${name}.app/Contents`, name)),
    toFile(`${contents}/Resources/electron.icns`, 'icon'),
    { path: `${current}/Electron Framework`, content: withFuses(Buffer.from('framework')), mode: program },
    ...['en', 'sv', 'de', 'fr'].map((locale) =>
      toFile(`${current}/Resources/${locale}.lproj/locale.pak`, locale),
    ),
    toLink(`${framework}/Versions/Current`, 'A'),
    toLink(`${framework}/Electron Framework`, 'Versions/Current/Electron Framework'),
    toLink(`${framework}/Resources`, 'Versions/Current/Resources'),
  ];
}

function bundleEntries(contents: string, name: string): Entry[] {
  return [
    toFile(`${contents}/Info.plist`, buildPropertyList(name)),
    { path: `${contents}/MacOS/${name}`, content: name, mode: program },
  ];
}

function buildPropertyList(name: string): string {
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

function withFuses(bytes: Buffer): Buffer {
  const wire = Buffer.from([1, fuseStates.length, ...Buffer.from(fuseStates)]);
  return Buffer.concat([bytes, Buffer.from(fuseSentinel), wire, Buffer.from('end')]);
}

function toFile(path: string, content: string): Entry {
  return { path, content, mode: file };
}

/** Zip files keep a link as a file with its target and a mode of its own. */
function toLink(path: string, to: string): Entry {
  return { path, content: to, mode: link };
}
