import { chmodSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { withRepository } from '../testing.ts';
import { changesOf, releaseDraft } from './draft.ts';

const changelog = '# Changelog\n\n## Pending\n\n- soon\n\n## 1.2.3\n\n- one\n- two\n\n## 1.2.2\n\n- before\n';
const gh = `#!/bin/sh\nprintf '%s\\n' "$@" > gh-args.txt\n`;
const files = {
  'package.json': JSON.stringify({ version: '1.2.3' }),
  'CHANGELOG.md': changelog,
  'release/stile-1.2.3-linux-amd64.deb': 'a deb',
  'release/stile-1.2.3.cdx.json': '{}',
  'release/SHA256SUMS': 'sums',
  'gh.sh': gh,
};
const say = (): void => undefined;

describe('the draft of a release', () => {
  it.skipIf(process.platform === 'win32')('has all that is handed out, and what changed', () =>
    withRepository(files, async (paths) => {
      const program = join(paths.root, 'gh.sh');
      chmodSync(program, 0o755);
      const env = { STILE_TAG: 'v1.2.3', STILE_GH: program };
      expect(await releaseDraft({ args: [], env, paths, say })).toBe(0);
      const args = readFileSync(join(paths.root, 'gh-args.txt'), 'utf8').trim().split('\n');
      expect(args.slice(0, 4)).toEqual(['release', 'create', 'v1.2.3', '--draft']);
      const handedOut = args.slice(-3).map((file) => basename(file));
      expect(handedOut).toEqual(['stile-1.2.3-linux-amd64.deb', 'stile-1.2.3.cdx.json', 'SHA256SUMS']);
      expect(readFileSync(join(paths.root, 'release', 'notes.md'), 'utf8')).toBe('- one\n- two\n');
    }),
  );

  it.each(['', 'v1.2.4', '1.2.3'])('is not made for the tag %j', (tag) =>
    withRepository(files, async (paths) => {
      const env = { STILE_TAG: tag };
      await expect(releaseDraft({ args: [], env, paths, say })).rejects.toThrow(/is released as v1\.2\.3/);
    }),
  );

  it('tells of what is pending when the changelog has no part for the version', () => {
    expect(changesOf(changelog, '9.0.0')).toBe('- soon');
    expect(changesOf(changelog, '1.2.2')).toBe('- before');
  });
});
