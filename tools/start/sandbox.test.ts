import { describe, expect, it } from 'vitest';
import { findSandboxProblem } from './sandbox.ts';
import type { SandboxMachine } from './sandbox.ts';

const ubuntu: SandboxMachine = {
  platform: 'linux',
  isRoot: false,
  read: (file) => (file.endsWith('apparmor_restrict_unprivileged_userns') ? '1\n' : ''),
  isSetUserId: () => false,
};

describe("the sandbox of Electron's window", () => {
  it('is kept from a checkout by newer Ubuntus, and the way out is told', () => {
    const problem = findSandboxProblem('/app/dist/electron', ubuntu);
    expect(problem).toContain('sudo chmod 4755 "/app/dist/chrome-sandbox"');
  });

  it.each([
    { name: 'on other systems', machine: { ...ubuntu, platform: 'darwin' as const } },
    { name: 'for root, who starts without one', machine: { ...ubuntu, isRoot: true } },
    { name: 'where the rule is off', machine: { ...ubuntu, read: () => '0\n' } },
    { name: 'where there is no such rule', machine: { ...ubuntu, read: () => '' } },
    { name: 'with the helper set up', machine: { ...ubuntu, isSetUserId: () => true } },
  ])('has no problem $name', ({ machine }) => {
    expect(findSandboxProblem('/app/dist/electron', machine)).toBeNull();
  });
});
