import type { Interpreter } from './probe-interpreter.ts';

/** An interpreter that is nowhere, for what is decided by its facts alone. */
export function createFakeInterpreter(
  overrides: Partial<Omit<Interpreter, 'packages'>> & { packages?: Record<string, string> } = {},
): Interpreter {
  const version = overrides.version ?? '3.11.7';
  return {
    path: '/usr/bin/python3',
    source: 'PATH',
    version,
    implementation: 'cpython',
    prefix: '/usr',
    basePrefix: '/usr',
    hasVenv: true,
    hasPip: true,
    isExternallyManaged: false,
    markers: {
      python_version: version.split('.').slice(0, 2).join('.'),
      python_full_version: version,
      sys_platform: 'linux',
      platform_system: 'Linux',
      platform_machine: 'x86_64',
      implementation_name: 'cpython',
    },
    ...overrides,
    packages: new Map(Object.entries(overrides.packages ?? {})),
  };
}
