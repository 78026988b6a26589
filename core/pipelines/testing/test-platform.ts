import type { Platform } from '#core/kernel/folder-hazards.ts';

/** Of the machine that the test runs on. */
export function testPlatform(): Platform {
  const { platform } = process;
  return platform === 'win32' || platform === 'darwin' ? platform : 'linux';
}
