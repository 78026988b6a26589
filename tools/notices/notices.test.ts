import { describe, expect, it } from 'vitest';
import { repositoryPaths } from '../lib/paths.ts';
import { withRepository } from '../testing.ts';
import { collectNotices, importedPackages, packagesIn } from './collect.ts';
import { checkLicenses, formatNotices } from './format.ts';

describe('which packages ship', () => {
  it.each([
    [`import a from 'zod';`, ['zod']],
    [`import {\n  a,\n  b,\n} from "@orpc/client/message-port";`, ['@orpc/client']],
    [`import '@mantine/core/styles.css';`, ['@mantine/core']],
    [`export { a } from 'pino';`, ['pino']],
    [`const a = await import('fastify');`, ['fastify']],
    [`@import '@fontsource/ibm-plex-mono/400.css';`, ['@fontsource/ibm-plex-mono']],
    [`import type { A } from 'zod';`, []],
    [
      `import { join } from 'node:path';\nimport a from './a.ts';\nimport b from '#core/b.ts';\nimport '/main.tsx';`,
      [],
    ],
  ])('%j names %j', (source, names) => {
    expect(packagesIn(source)).toEqual(names);
  });

  it('leaves tests and their helpers out', () => {
    const files = {
      'core/a.ts': `import 'zod';`,
      'core/a.test.ts': `import 'vitest';`,
      'core/testing/b.ts': `import 'fast-check';`,
      'tools/c.ts': `import 'esbuild';`,
    };
    return withRepository(files, async ({ root }) => {
      expect(importedPackages(root)).toEqual(['zod']);
      expect(collectNotices(root)).toMatchObject([{ name: 'zod', license: 'MIT' }]);
    });
  });
});

describe('the licenses of what ships', () => {
  it('are all welcome here', () => {
    const notices = collectNotices(repositoryPaths().root);
    expect(notices.length).toBeGreaterThan(20);
    expect(checkLicenses(notices)).toEqual([]);
  });

  it('refuses others and takes a choice', () => {
    const notice = { name: 'a', version: '1.0.0', text: '' };
    expect(checkLicenses([{ ...notice, license: 'GPL-3.0' }])).toEqual([
      'a 1.0.0 has the license "GPL-3.0", which is not among those that may ship',
    ]);
    expect(checkLicenses([{ ...notice, license: '(MIT OR GPL-3.0)' }])).toEqual([]);
  });

  it('are printed once where they are the same', () => {
    const text = formatNotices([
      { name: 'a', version: '1.0.0', license: 'MIT', text: 'Permission is granted' },
      { name: 'b', version: '2.0.0', license: 'MIT', text: 'Permission is granted' },
      { name: 'c', version: '3.0.0', license: 'ISC', text: '' },
    ]);
    expect(text.match(/Permission/g)).toHaveLength(1);
    expect(text).toContain('a 1.0.0 (MIT)\nb 2.0.0 (MIT)\n\nPermission');
    expect(text).toContain('License: ISC');
  });
});
