import { useEffect, useEffectEvent } from 'react';
import type { ShellEvent } from '#contract/shell.ts';
import { useApp } from '../app-context.ts';

/** Hears one kind of what the shell tells, for as long as the part is there. */
export function useHostEvent<K extends ShellEvent['kind']>(
  kind: K,
  hear: (event: Extract<ShellEvent, { kind: K }>) => void,
): void {
  const { host } = useApp();
  const tell = useEffectEvent((event: ShellEvent) => {
    if (event.kind === kind) hear(event as Extract<ShellEvent, { kind: K }>);
  });
  useEffect(() => host.onEvent((event) => tell(event)), [host]);
}
