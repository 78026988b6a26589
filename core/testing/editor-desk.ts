import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, vi } from 'vitest';
import * as z from 'zod';
import { createEditorService } from '#core/desktop/editors/editor-service.ts';
import type { IsThere } from '#core/desktop/editors/find-editors.ts';
import { isStileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { UserPlace } from '#core/kernel/user-folders.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { withFolder } from './with-engine.ts';

const givenShape = z.object({
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  pid: z.number(),
});
type Given = z.infer<typeof givenShape>;

export interface Desk {
  editor: ReturnType<typeof createEditorService>;
  folder: string;
  user: UserPlace & { isThere: IsThere };
  /** below the project */
  write(path: string, text?: string): string;
  /** Puts a program on PATH that writes down what it was given, and does what `then` says. */
  install(name: string, then?: string): void;
  /** What the program was given last. */
  given(): Promise<Given>;
}

/** A user of Linux with a project and a PATH of the test; the editors of the real machine are none of theirs. */
export function withDesk(fn: (desk: Desk) => Promise<void>, env: Record<string, string> = {}): Promise<void> {
  return withFolder(async (folder) => {
    const bin = join(folder, 'bin');
    const user: UserPlace = {
      platform: 'linux',
      home: join(folder, 'home'),
      env: { PATH: bin, DISPLAY: ':9', ...env },
    };
    const isThere: IsThere = (program) => Promise.resolve(program.startsWith(bin) && existsSync(program));
    const paths = buildWorkspacePaths(join(folder, 'project', '.stile'));
    for (const made of [bin, user.home, paths.pipelines]) mkdirSync(made, { recursive: true });
    const told = join(folder, 'given.json');
    await fn({
      ...{ editor: createEditorService({ ...user, isThere }, paths), folder },
      user: { ...user, isThere },
      write: (path, text = '') => {
        const file = join(folder, 'project', path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        return file;
      },
      install: (name, then = '') => {
        rmSync(told, { force: true });
        const program = `#!${process.execPath}
const { writeFileSync, renameSync } = require('node:fs');
writeFileSync(${JSON.stringify(`${told}.part`)}, JSON.stringify({ args: process.argv.slice(2), env: process.env, pid: process.pid }));
renameSync(${JSON.stringify(`${told}.part`)}, ${JSON.stringify(told)});
${then}
`;
        writeFileSync(join(bin, name), program);
        chmodSync(join(bin, name), 0o755);
      },
      given: async () => {
        await vi.waitFor(() => expect(existsSync(told)).toBe(true), { timeout: 10_000 });
        const given = givenShape.parse(parseJson(readFileSync(told, 'utf8')));
        rmSync(told);
        return given;
      },
    });
  });
}

/** What a call is refused with. */
export async function failure(
  work: Promise<unknown>,
): Promise<{ code: string; data: object; message: string }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isStileError(error)) throw new Error(`No error of ours: ${String(error)}`);
  return { code: error.code, data: error.data, message: error.message };
}
