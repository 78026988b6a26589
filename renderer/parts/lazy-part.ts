import { lazyRouteComponent } from '@tanstack/react-router';
import { readCode } from './read-code.ts';

/** A page or a sheet whose code is read when it is first shown, or ahead. */
export function lazyPart<T extends Record<string, unknown>, Name extends keyof T>(
  load: () => Promise<T>,
  name: Name,
): ReturnType<typeof lazyRouteComponent<T, Name>> {
  return lazyRouteComponent(() => readCode(load), name);
}
