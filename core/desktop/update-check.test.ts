import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { checkUpdate, compareVersions, readUpdateKeys, type UpdateQuestion } from './update-check.ts';
import { buildUpdateManifest, makeUpdateKey, signUpdate, type SignedUpdate } from './update-manifest.ts';

const ours = makeUpdateKey('release');
const theirs = makeUpdateKey('release');
const target = { version: '0.2.0', platform: 'linux', arch: 'x64' };

interface Case {
  /** The signature as it is written, after what is given. */
  signature: string;
  question: UpdateQuestion;
}

/** A signed installer in a folder, which `change` may spoil. */
function withInstaller(
  change: (file: string, installer: Case) => void,
  fn: (question: UpdateQuestion) => Promise<void>,
  made: Partial<SignedUpdate> & { by?: string } = {},
): Promise<void> {
  return withFolder(async (folder) => {
    const file = join(folder, 'Stile åäö 0.2.0.AppImage');
    writeFileSync(file, Buffer.alloc(300_000, 7));
    const { by = ours.privateKey, keyId = 'release', ...fields } = made;
    const manifest = { ...(await buildUpdateManifest(file, target)), ...fields };
    const question = {
      file,
      keys: [ours.key],
      platform: 'linux',
      arch: 'x64',
      version: '0.1.0',
      allowOlder: false,
    };
    const installer: Case = { signature: JSON.stringify(signUpdate(manifest, keyId, by)), question };
    change(file, installer);
    if (installer.signature !== '') writeFileSync(`${file}.sig.json`, installer.signature);
    await fn(installer.question);
  });
}

const nothing = (): void => undefined;
const edit =
  (change: (signature: Record<string, unknown>) => void) =>
  (_: string, installer: Case): void => {
    const signature = JSON.parse(installer.signature) as Record<string, unknown>;
    change(signature);
    installer.signature = JSON.stringify(signature);
  };
const ask = (question: Partial<UpdateQuestion>) => (_: string, installer: Case) => {
  installer.question = { ...installer.question, ...question };
};

describe('the check of an update', () => {
  it('takes an installer that someone trusted has signed', () =>
    withInstaller(nothing, async (question) => {
      expect(await checkUpdate(question)).toEqual({
        ...{ file: question.file, version: '0.2.0', current: '0.1.0', platform: 'linux', arch: 'x64' },
        ...{ bytes: 300_000, keyId: 'release' },
      });
    }));

  const refusals: [string, string, Parameters<typeof withInstaller>[0], RegExp, Parameters<typeof withInstaller>[2]?][] = [
    ['a changed byte', 'other_content', (file) => { const bytes = readFileSync(file); bytes[150_000] = 8; writeFileSync(file, bytes); }, /SHA-256 [0-9a-f]{64} instead/],
    ['a file that was cut short', 'other_size', (file) => { truncateSync(file, 299_999); }, /299999 bytes instead of 300000/],
    ['a file that is longer', 'other_size', (file) => { writeFileSync(file, 'x', { flag: 'a' }); }, /300001 bytes/],
    ['an empty file', 'other_size', (file) => { truncateSync(file, 0); }, /0 bytes/],
    ['a missing file', 'no_file', (file) => { rmSync(file); }, /There is no file/],
    ['a missing signature', 'no_signature_file', (_, installer) => { installer.signature = ''; }, /Stile åäö 0\.2\.0\.AppImage\.sig\.json/],
    ['a signature that is no JSON', 'malformed', (_, installer) => { installer.signature = '{'; }, /no JSON/],
    ['a signature that is a list', 'malformed', (_, installer) => { installer.signature = '[]'; }, /cannot be read/],
    ['a signature of megabytes', 'malformed', (_, installer) => { installer.signature += ' '.repeat(20_000); }, /20\d+ bytes/],
    ['a field too many', 'malformed', edit((one) => { one['url'] = 'https://evil.example'; }), /cannot be read/],
    ['a missing field', 'malformed', edit((one) => { delete one['sha256']; }), /sha256/],
    ['a name with a folder', 'malformed', edit((one) => { one['file'] = '../x'; }), /file/],
    ['a value with a line break', 'malformed', edit((one) => { one['arch'] = 'x64\nfile=y'; }), /arch/],
    ['a signature that is none', 'malformed', edit((one) => { one['signature'] = 'abc'; }), /signature/],
    ['another version in the signature', 'bad_signature', edit((one) => { one['version'] = '0.3.0'; }), /changed after it was signed/],
    ['another hash in the signature', 'bad_signature', edit((one) => { one['sha256'] = '0'.repeat(64); }), /changed/],
    ['another size in the signature', 'bad_signature', edit((one) => { one['bytes'] = 1; }), /changed/],
    ['a flipped signature', 'bad_signature', edit((one) => { one['signature'] = String(one['signature']).replace(/^./, (c) => (c === 'A' ? 'B' : 'A')); }), /changed/],
    ['the key of someone else under our name', 'bad_signature', nothing, /"release"/, { by: theirs.privateKey }],
    ['a key that is none', 'bad_signature', ask({ keys: [{ id: 'release', publicKey: 'AAAA' }] }), /release/],
    ['an unknown key', 'unknown_key', nothing, /"other", and this Stile trusts only: release/, { keyId: 'other' }],
    ['a build that trusts nobody', 'no_trusted_keys', ask({ keys: [] }), /trusts no key/],
    ['another name', 'other_name', (file, installer) => { renameSync(file, `${file}.exe`); installer.question = { ...installer.question, file: `${file}.exe` }; writeFileSync(`${file}.exe.sig.json`, installer.signature); }, /\.AppImage, and this file is called .*\.exe/],
    ['another system', 'other_platform', ask({ platform: 'win32' }), /is for linux, and this machine runs win32/],
    ['another processor', 'other_arch', ask({ arch: 'arm64' }), /is for x64 processors, and this machine has arm64/],
    ['the version that runs', 'not_newer', ask({ version: '0.2.0' }), /version 0\.2\.0, and 0\.2\.0 is running/],
    ['an older version', 'not_newer', ask({ version: '0.10.0' }), /version 0\.2\.0, and 0\.10\.0 is running/],
    ['a release before the one that runs', 'not_newer', ask({ version: '0.2.0' }), /0\.2\.0-rc\.1/, { version: '0.2.0-rc.1' }],
  ]; // prettier-ignore

  it.each(refusals)('refuses %s: %s', (_, problem, change, sentence, made) =>
    withInstaller(
      change,
      async (question) => {
        await expect(checkUpdate(question)).rejects.toMatchObject({
          code: 'UPDATE_REFUSED',
          message: expect.stringMatching(sentence),
          data: { file: question.file, problem },
        });
      },
      made,
    ),
  );

  it('takes an older version only when that is allowed', () =>
    withInstaller(ask({ version: '0.3.0', allowOlder: true }), async (question) => {
      expect(await checkUpdate(question)).toMatchObject({ version: '0.2.0', current: '0.3.0' });
    }));

  it('takes a file for both processors of macOS', () =>
    withInstaller(
      ask({ platform: 'darwin', arch: 'arm64' }),
      async (question) => {
        expect(await checkUpdate(question)).toMatchObject({ arch: 'universal' });
      },
      { platform: 'darwin', arch: 'universal' },
    ));
});

it('versions are ordered as semantic versions are', () => {
  const ordered = ['0.1.0', '0.2.0-alpha', '0.2.0-alpha.1', '0.2.0-alpha.beta', '0.2.0-rc.2', '0.2.0-rc.10', '0.2.0', '0.10.0', '1.0.0']; // prettier-ignore
  expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0);
});

it('the list of trusted keys that ships can be read, and trusts nobody where it cannot', () =>
  withFolder(async (folder) => {
    const shipped = join(import.meta.dirname, '..', '..', 'resources', 'update-keys.json');
    expect(readUpdateKeys(shipped)).toEqual(JSON.parse(readFileSync(shipped, 'utf8')));
    const file = join(folder, 'keys.json');
    expect(readUpdateKeys(file)).toEqual([]);
    writeFileSync(file, JSON.stringify([ours.key]));
    expect(readUpdateKeys(file)).toEqual([ours.key]);
    writeFileSync(file, JSON.stringify([ours.key, { id: 'x' }]));
    expect(readUpdateKeys(file)).toEqual([]);
  }));
