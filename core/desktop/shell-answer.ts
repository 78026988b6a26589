import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { shellRequests } from '#contract/shell.ts';
import type { ShellAnswer, ShellOutputs, ShellVerb } from '#contract/shell.ts';
import { errorText, invalidArgument, isStileError, StileError } from '#core/kernel/errors.ts';
import { describeIssue, issueText } from '#core/kernel/schema-issues.ts';

/** What a verb brings after it was checked. */
export type ShellRequest<V extends ShellVerb> = z.output<(typeof shellRequests)[V]>;

/** A verb that only does something need not say that it answers null. */
type Outcome<V extends ShellVerb> = ShellOutputs[V] extends null ? void : ShellOutputs[V];

/** What each verb does for the window `W` that asked; an error is thrown as one of the contract. */
export type ShellVerbs<W> = {
  [V in ShellVerb]: (input: ShellRequest<V>, window: W) => Outcome<V> | Promise<Outcome<V>>;
};

/**
 * Answers one request of a page. Nothing of it is believed: neither the verb nor what it brings. Never rejects;
 * `report` hears of what nobody foresaw.
 */
export async function answerShellRequest<W>(
  verbs: ShellVerbs<W>,
  request: { verb: unknown; input: unknown; window: W },
  report: (id: string, error: unknown) => void,
): Promise<ShellAnswer<ShellVerb>> {
  try {
    const verb = readVerb(request.verb);
    const value = await call(verbs, verb, request.input, request.window);
    return { ok: true, value: value ?? null };
  } catch (error) {
    return describeError(error, report);
  }
}

/** A request from a frame or a page that has nothing to ask. */
export function refuseStranger(): ShellAnswer<ShellVerb> {
  const remedy = 'Ask from the app’s own page.';
  return { ok: false, code: 'UNAUTHORIZED', message: `This page may not ask. ${remedy}`, data: { remedy } };
}

function readVerb(verb: unknown): ShellVerb {
  if (typeof verb === 'string' && Object.hasOwn(shellRequests, verb)) return verb as ShellVerb;
  const known = Object.keys(shellRequests).join(', ');
  throw invalidArgument('verb', verb, 'the shell knows no such verb', `It knows ${known}.`);
}

function call<W, V extends ShellVerb>(
  verbs: ShellVerbs<W>,
  verb: V,
  input: unknown,
  window: W,
): Outcome<V> | Promise<Outcome<V>> {
  const schema: z.ZodType = shellRequests[verb];
  const parsed = schema.safeParse(input);
  if (parsed.success) return verbs[verb](parsed.data as ShellRequest<V>, window);
  const issues = parsed.error.issues.map((issue) => describeIssue(issue, input));
  const words = issues.map(issueText).join('; ');
  throw new StileError('INVALID_INPUT', `The request "${verb}" was refused: ${words}.`, { issues });
}

function describeError(
  error: unknown,
  report: (id: string, error: unknown) => void,
): ShellAnswer<ShellVerb> & { ok: false } {
  if (isStileError(error)) {
    return { ok: false, code: error.code, message: error.message, data: { ...error.data } };
  }
  const id = randomUUID();
  report(id, error);
  const message = `An error in the shell stopped this: ${errorText(error)}. The log has it under id ${id}.`;
  return { ok: false, code: 'INTERNAL', message, data: { id } };
}
