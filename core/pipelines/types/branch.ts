import * as z from 'zod';
import { defineTaskType, TaskFailedForGood, type CheckPlace, type InputFinding } from '#core/tasks/index.ts';
import { errorText, showValue } from '#core/kernel/errors.ts';
import { condition, evaluateCondition, findConditionProblem, type Condition } from './condition.ts';
import { isOpen } from './fields.ts';

const targets = z.union([z.string().min(1), z.array(z.string().min(1))]);

const branchInput = z
  .strictObject({
    choose: targets.optional().describe('The task, or tasks, to go on with: mostly a template'),
    cases: z
      .array(
        z.strictObject({
          when: condition,
          then: targets.describe('The task, or tasks, to go on with when it holds'),
        }),
      )
      .min(1)
      .optional()
      .describe('The first whose condition holds decides'),
    else: targets.optional().describe('Where no case holds; left out: nothing after it runs'),
  })
  .refine(
    (keys) => (keys.choose === undefined) !== (keys.cases === undefined),
    'either choose, or cases with an else',
  );

/** Chooses among the tasks right after it; the others are skipped, unless another chosen one leads to them. */
export const branch = defineTaskType({
  name: 'branch',
  description: 'Go on with some of the tasks after this one, and skip the others.',
  with: branchInput,
  outputs: ['chosen'],
  controlsFlow: 'branch',
  check: checkBranch,
  run: async ({ flow, log }, input) => {
    const chosen = toList(input.choose ?? chooseCase(input));
    log(chosen.length === 0 ? 'chose nothing' : `chose ${chosen.join(', ')}`);
    flow({ kind: 'branch', chosen });
    return { chosen };
  },
});

/** Goes on when its condition holds, and otherwise skips what comes after it. */
export const shortCircuit = defineTaskType({
  name: 'short_circuit',
  description: 'Go on only when a condition holds; otherwise skip everything after it.',
  with: z.strictObject({
    condition,
    ignore_trigger_rules: z
      .boolean()
      .default(true)
      .describe(
        'Skip everything below (true), or only the tasks right after it and let rules decide (false)',
      ),
  }),
  outputs: ['passed'],
  controlsFlow: 'short_circuit',
  check: (input) => checkCondition(input.condition, ['condition']),
  run: async ({ flow, log }, { condition: given, ignore_trigger_rules: ignoreTriggerRules }) => {
    const passed = evaluate(given);
    log(passed ? 'the condition holds' : 'the condition does not hold: what comes after is skipped');
    if (!passed) flow({ kind: 'short_circuit', ignoreTriggerRules });
    return { passed };
  },
});

type Targets = z.infer<typeof targets>;

function chooseCase(input: z.infer<typeof branchInput>): Targets {
  return input.cases?.find(({ when }) => evaluate(when))?.then ?? input.else ?? [];
}

/** What is wrong with a condition stays wrong: there is no other try. */
function evaluate(given: Condition): boolean {
  try {
    return evaluateCondition(given);
  } catch (error) {
    throw new TaskFailedForGood(errorText(error));
  }
}

function toList(chosen: Targets): string[] {
  return typeof chosen === 'string' ? [chosen] : chosen;
}

function checkBranch(input: z.infer<typeof branchInput>, place: CheckPlace): InputFinding[] {
  const findings = [
    ...checkTargets(input.choose, ['choose'], place),
    ...checkTargets(input.else, ['else'], place),
  ];
  for (const [index, { when, then }] of (input.cases ?? []).entries()) {
    findings.push(
      ...checkCondition(when, ['cases', index, 'when']),
      ...checkTargets(then, ['cases', index, 'then'], place),
    );
  }
  return findings;
}

function checkCondition(given: Condition, path: InputFinding['path']): InputFinding[] {
  const problem = findConditionProblem(given);
  if (problem === null) return [];
  return [{ path, value: showValue(given), expected: 'a comparison, true or false', message: problem }];
}

function checkTargets(
  chosen: Targets | undefined,
  path: InputFinding['path'],
  { children, taskId }: CheckPlace,
): InputFinding[] {
  const strange = toList(chosen ?? []).filter((id) => !isOpen(id) && !children.includes(id));
  const expected = children.length === 0 ? 'a task that needs this one' : children.join(', ');
  return strange.map((id) => ({
    path,
    value: id,
    expected,
    message: `${taskId} cannot choose "${id}": that is no task right after it (${expected}). Write needs: [${taskId}] in ${id}.`,
  }));
}
