import type { UpdateManifest } from '#core/desktop/update-manifest.ts';

/** Systems as electron-builder's names have them, and processors as the kinds of packages call them. */
const platforms: Record<string, string> = { linux: 'linux', mac: 'darwin', win: 'win32' };
const processors: Record<string, string> = {
  ...{ x64: 'x64', amd64: 'x64', x86_64: 'x64' },
  ...{ arm64: 'arm64', aarch64: 'arm64' },
};

const namePattern =
  /^stile-(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)-(linux|mac|win)-([0-9a-z_]+)(?:-(?:setup|portable))?\.(?:exe|zip|dmg|AppImage|deb|rpm|tar\.gz)$/;

/**
 * What an installer's name says of it (artifactName in electron-builder.yml).
 * @throws when it says something else
 */
export function describeInstaller(name: string): Pick<UpdateManifest, 'version' | 'platform' | 'arch'> {
  const [, version, system, processor] = namePattern.exec(name) ?? [];
  const platform = platforms[system ?? ''];
  const arch = processors[processor ?? ''];
  if (version === undefined || platform === undefined || arch === undefined) {
    throw new Error(`${name} is no name of an installer, which is like stile-0.2.0-linux-x86_64.AppImage.`);
  }
  return { version, platform, arch };
}
