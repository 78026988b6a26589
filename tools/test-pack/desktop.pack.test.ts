import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryPaths } from '../lib/paths.ts';
import { formatTable } from '../lib/table.ts';
import { builderArgs } from '../package/builder-args.ts';
import { checkArchive, checkResources, shippedFuses } from './app-checks.ts';
import { checkFiles, checkRequest, listTarball } from './linux-packages.ts';
import { packFolder, packTarget } from './pack.ts';
import type { Packed } from './pack.ts';
import { checkCode } from './packed-code.ts';
import { listArchive, payloadBytes, readFuses } from './payload.ts';
import { checkLinux, checkMac, checkWindows } from './system-checks.ts';
import { targets } from './targets.ts';
import type { Target } from './targets.ts';

const paths = repositoryPaths();
const results = new Map<string, Packed>();
const figures: { what: string; value: string }[] = [];
const tell = (what: string, value: string): void => void figures.push({ what, value });

// The natives of the system that this machine is can be loaded; on Linux its packages are made as well.
const here = targets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
const onLinux = here?.platform === 'linux';
const packages = join(packFolder(paths), 'packages');
/** electron-builder fetches its own 7za, unless it is named to it. */
const has7za = Boolean(process.env['ELECTRON_BUILDER_7ZIP_PATH']);
const hasAppImageTools = Boolean(process.env['APPIMAGE_TOOLS_PATH']);

beforeAll(async () => {
  const missing = ['engine-process.cjs', 'electron/main.js', 'renderer/index.html'].filter(
    (file) => !existsSync(join(paths.dist, file)),
  );
  if (missing.length > 0) throw new Error(`dist/ lacks ${missing.join(', ')}: run "npm run build" first.`);
  for (const target of targets)
    results.set(nameOf(target), await packTarget(paths, target, extrasOf(target)));
});

afterAll(() => {
  for (const [name, packed] of results) {
    tell(`${name}: MB without Electron`, (payloadBytes(packed) / 1e6).toFixed(1));
    tell(`${name}: seconds to pack`, packed.seconds.toFixed(1));
  }
  rmSync(packFolder(paths), { recursive: true, force: true, maxRetries: 5 });
  const columns = [
    { title: 'packed', cell: ({ what }: { what: string }) => what },
    { title: 'figure', cell: ({ value }: { value: string }) => value, right: true },
  ];
  console.log(formatTable(figures, columns).join('\n'));
});

describe.each(targets)('the app for $platform $arch', (target) => {
  const packed = (): Packed => resultOf(target);
  checkArchive(paths, packed);
  checkResources(paths, packed);
  if (target.platform === 'darwin') checkMac(paths, packed);
  if (target.platform === 'win32') checkWindows(paths, packed);
  if (target.platform === 'linux') checkLinux(packed);
});

describe.runIf(onLinux).each(['deb', 'rpm'] as const)('the %s', (kind) => {
  checkRequest(kind, () => packages);
  checkFiles(kind, () => packages);
});

describe.runIf(onLinux && has7za)('the tar.gz', () => {
  it('holds the app as it is', () => {
    const folder = join(packFolder(paths), nameOf(here as Target));
    const file = readdirSync(folder).find((name) => /^stile-\d.*-linux-x64\.tar\.gz$/.test(name)) ?? 'none';
    const names = listTarball(join(folder, file));
    expect(names).toEqual(expect.arrayContaining(['stile-desktop', 'resources/app.asar']));
  });
});

describe.runIf(onLinux && hasAppImageTools)('the AppImage', () => {
  it('can be run', () => {
    const folder = join(packFolder(paths), nameOf(here as Target));
    const file =
      readdirSync(folder).find((name) => /^stile-\d.*-linux-x86_64\.AppImage$/.test(name)) ?? 'none';
    expect(statSync(join(folder, file)).mode & 0o111).toBe(0o111);
  });
});

describe.runIf(here)('the packed code', () => checkCode(() => resultOf(here as Target), tell));

describe.runIf(here)('the flavour for end-to-end tests', () => {
  it('differs by its inspector alone', async () => {
    const target = here as Target;
    const flags = builderArgs({ args: ['--for-e2e'], env: {}, platform: 'linux' });
    const fuse = flags.filter((flag) => flag.startsWith('-c.electronFuses.'));
    const packed = await packTarget(paths, target, { name: 'e2e', flags: fuse });
    expect(await readFuses(packed)).toEqual({ ...shippedFuses, EnableNodeCliInspectArguments: true });
    expect(listArchive(packed)).toEqual(listArchive(resultOf(target)));
  });
});

describe('packing', () => {
  it('leaves nothing outside release/', () => {
    expect(readdirSync(paths.root).filter((name) => /unpacked|builder-(debug|effective)/.test(name))).toEqual(
      [],
    );
    expect(basename(packFolder(paths))).toBe('test-pack');
  });
});

function nameOf({ platform, arch }: Target): string {
  return `${platform} ${arch}`;
}

function resultOf(target: Target): Packed {
  const result = results.get(nameOf(target));
  if (!result) throw new Error(`${nameOf(target)} was not packed.`);
  return result;
}

/** Beside the app itself, what can be made of it on this machine. */
function extrasOf(target: Target): Parameters<typeof packTarget>[2] {
  if (target !== here || !onLinux) return { name: nameOf(target) };
  const env = {
    CUSTOM_FPM_PATH: join(import.meta.dirname, 'stand-in-fpm.mjs'),
    STILE_STAND_IN_FPM: packages,
  };
  const kinds = ['deb', 'rpm'];
  return {
    name: nameOf(target),
    kinds: [...kinds, ...(has7za ? ['tar.gz'] : []), ...(hasAppImageTools ? ['AppImage'] : [])],
    env,
  };
}
