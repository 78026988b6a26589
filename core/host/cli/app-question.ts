import type { CommandQuestion } from '#core/desktop/command-path.ts';
import { findThisProgram } from '#core/desktop/this-program.ts';
import type { Surroundings } from '../surroundings.ts';

/** The program that runs this command, and its user. */
export function questionOf({ platform, env, home, resources }: Surroundings): CommandQuestion {
  return { platform, env, home, resources, program: findThisProgram(platform, env) };
}
