import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RepositoryPaths } from '../lib/paths.ts';
import type { Packed } from './pack.ts';
import { hashArchiveHeader } from './payload.ts';

/** Declares what only an app for macOS has to pass. */
export function checkMac(paths: RepositoryPaths, packed: () => Packed): void {
  const contents = (...parts: string[]): string => join(packed().app, 'Contents', ...parts);
  const plist = (): string => readFileSync(contents('Info.plist'), 'utf8').replace(/>\s+</g, '><');

  it('knows the hash of its archive', () => {
    expect(plist()).toContain('<key>ElectronAsarIntegrity</key>');
    expect(plist()).toContain(hashArchiveHeader(packed()));
  });

  it('has its icon, and one for its documents', () => {
    for (const name of ['icon.icns', 'document.icns']) {
      expect(readFileSync(contents('Resources', name))).toEqual(
        readFileSync(join(paths.root, 'resources', 'icons', name)),
      );
    }
    expect(plist()).toMatch(/<key>CFBundleIconFile<\/key><string>icon(\.icns)?<\/string>/);
  });

  it('opens .stile files and stile:// links, under a name in both languages', () => {
    expect(plist()).toMatch(/<key>CFBundleURLSchemes<\/key><array><string>stile<\/string><\/array>/);
    expect(plist()).toMatch(
      /<key>CFBundleTypeExtensions<\/key><array><string>stile<\/string><\/array><key>CFBundleTypeIconFile<\/key><string>document.icns<\/string><key>CFBundleTypeName<\/key><string>Stile workspace<\/string>/,
    );
    expect(plist()).toContain('<string>se.stile.workspace</string>');
    expect(readFileSync(contents('Resources', 'sv.lproj', 'InfoPlist.strings'), 'utf8')).toContain(
      '"Stile workspace" = "Stile-arbetsyta";',
    );
  });

  it('says what it is and which systems it runs on', () => {
    expect(plist()).toContain('<key>CFBundleIdentifier</key><string>se.stile.app</string>');
    expect(plist()).toContain('<key>LSMinimumSystemVersion</key><string>13.0</string>');
    expect(plist()).toContain('<string>public.app-category.developer-tools</string>');
  });
}

/** Declares what only an app for Windows has to pass. */
export function checkWindows(paths: RepositoryPaths, packed: () => Packed): void {
  const program = (): Buffer => readFileSync(join(packed().app, packed().target.program));

  it('knows the hash of its archive', () => {
    expect(program().includes(hashArchiveHeader(packed()))).toBe(true);
  });

  it('carries every picture of its icon, and its name', () => {
    const ico = readFileSync(join(paths.root, 'resources', 'icons', 'icon.ico'));
    const pictures = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const at = 6 + 16 * index;
      const start = ico.readUInt32LE(at + 12);
      return ico.subarray(start, start + ico.readUInt32LE(at + 8));
    });
    expect(pictures.length).toBeGreaterThan(5);
    expect(pictures.filter((picture) => !program().includes(picture))).toEqual([]);
    const names = ['Stile', 'The Stile authors', 'Copyright © 2026 The Stile authors'];
    expect(names.filter((name) => !program().includes(Buffer.from(name, 'utf16le')))).toEqual([]);
  });
}

/** Declares what only an app for Linux has to pass. */
export function checkLinux(packed: () => Packed): void {
  it('has a program of its own name, so that /usr/bin/stile stays free for the command', () => {
    expect(statSync(join(packed().app, 'stile-desktop')).mode & 0o111).toBe(0o111);
  });
}
