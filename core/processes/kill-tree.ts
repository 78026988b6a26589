import type { Platform } from '#core/kernel/folder-hazards.ts';

/** How a process and all that it started are ended. */
export type KillStep =
  | { kind: 'signal'; target: number; signal: 'SIGTERM' | 'SIGKILL' }
  | { kind: 'command'; command: string; args: string[] };

/**
 * One step of ending a tree. On Linux and macOS the child leads a process group of its own, which a negative pid
 * means; Windows has no signal for a tree, `taskkill` walks it, and only by force.
 * @param pid of a child that `startProcess` made
 */
export function planKill(platform: Platform, pid: number, isForced: boolean): KillStep {
  if (platform === 'win32') {
    return {
      kind: 'command',
      command: 'taskkill',
      args: ['/PID', String(pid), '/T', ...(isForced ? ['/F'] : [])],
    };
  }
  return { kind: 'signal', target: -pid, signal: isForced ? 'SIGKILL' : 'SIGTERM' };
}
