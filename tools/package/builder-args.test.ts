import { describe, expect, it } from 'vitest';
import { builderArgs } from './builder-args.ts';

const always = ['--publish', 'never', '--config', 'electron-builder.yml'];
const certificate = { CSC_LINK: 'file.p12' };
const apple = { APPLE_API_KEY: 'key.p8', APPLE_API_KEY_ID: 'id', APPLE_API_ISSUER: 'issuer' };

describe("electron-builder's arguments", () => {
  it.each([
    { platform: 'linux', args: [], env: {}, expected: [] },
    { platform: 'linux', args: ['--linux', 'deb'], env: certificate, expected: ['--linux', 'deb'] },
    {
      platform: 'win32',
      args: ['--x64'],
      env: { STILE_WINDOWS_PUBLISHER: 'Someone', STILE_TRADEMARKS: 'Stile' },
      expected: ['--x64', '-c.win.signtoolOptions.publisherName=Someone', '-c.win.legalTrademarks=Stile'],
    },
    {
      platform: 'darwin',
      args: [],
      env: apple,
      expected: ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false'],
    },
    { platform: 'darwin', args: [], env: certificate, expected: ['-c.mac.notarize=false'] },
    { platform: 'darwin', args: [], env: { ...certificate, ...apple }, expected: ['-c.mac.notarize=true'] },
  ] as const)('on $platform with $args and $env: $expected', ({ platform, args, env, expected }) => {
    expect(builderArgs({ platform, args: [...args], env })).toEqual([...always, ...expected]);
  });

  it('open the inspector for end-to-end tests alone, and pack that apart', () => {
    const args = builderArgs({ platform: 'linux', args: ['--for-e2e', '--x64'], env: {} });
    expect(args).not.toContain('--for-e2e');
    expect(args).toEqual([
      ...always,
      '--dir',
      '--x64',
      '-c.electronFuses.enableNodeCliInspectArguments=true',
      '-c.directories.output=release/e2e',
      '-c.compression=store',
    ]);
  });
});
