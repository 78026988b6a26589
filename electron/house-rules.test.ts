import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const folder = import.meta.dirname;
const files = globSync('**/*.ts', { cwd: folder })
  .filter((file) => !file.endsWith('.test.ts') && !/^(testing|icons)[\\/]/.test(file))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

/** What the product is about belongs to core and renderer. */
const domainWords = /^(experiments?|runs?|metrics?|models?|pipelines?|datasets?|tasks?|alerts?)$/;
/** Electron's own name for what Windows calls the application user model id. */
const electronsOwn = new Set(['setAppUserModelId']);

describe('the shell', () => {
  it('is thin', () => {
    const lines = files.map(({ text }) => text.trimEnd().split('\n').length);
    expect(files.length).toBeGreaterThan(15);
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThan(1000);
    expect(Math.max(...lines)).toBeLessThanOrEqual(150);
  });

  it('knows no word of the domain', () => {
    const found = files.flatMap(({ file, text }) => domainNamesIn(text).map((name) => `${file}: ${name}`));
    expect(found).toEqual([]);
  });

  it('imports Electron itself only in main and preload', () => {
    const importers = files.filter(({ text }) => /^import (?!type)[^;]*from 'electron'/m.test(text));
    expect(importers.map(({ file }) => file.replaceAll('\\', '/')).sort()).toEqual([
      'main.ts',
      'preload/preload.ts',
    ]);
  });

  it('never weakens what Electron protects', () => {
    const weak =
      /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|webviewTag|bypassCSP|nodeIntegration: true|sandbox: false/;
    expect(files.filter(({ text }) => weak.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

function domainNamesIn(text: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      !electronsOwn.has(node.text) &&
      wordsOf(node.text).some((word) => domainWords.test(word))
    ) {
      names.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true));
  return names;
}

function wordsOf(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _$]+/);
}
