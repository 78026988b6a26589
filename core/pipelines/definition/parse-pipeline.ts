import type { PipelineProblem } from '#contract/pipelines.ts';
import { StileError } from '#core/kernel/errors.ts';
import { checkFile } from './check-file.ts';
import { checkSettings } from './check-settings.ts';
import { checkSetups } from './check-setups.ts';
import { checkStarts } from './check-starts.ts';
import { checkTasks, type TaskTypes } from './check-tasks.ts';
import { buildDefinition, type PipelineDefinition } from './definition.ts';
import { pipelineFile } from './file-schema.ts';
import { lintGraph } from './lint-graph.ts';
import { readOutline, type PipelineOutline } from './outline.ts';
import { placeAtTop, readPipelineText, type PlaceFindings } from './pipeline-text.ts';
import { findSchemaProblems } from './schema-findings.ts';

export interface ParsedPipeline {
  /** null when there is an error */
  definition: PipelineDefinition | null;
  /** As YAML reads it; undefined when it is none. */
  data: unknown;
  outline: PipelineOutline;
  /** Every one, in the order of the text. */
  problems: PipelineProblem[];
  /** Gives what is found later its place in the text, which is not read again for it. */
  place: PlaceFindings;
}

/**
 * Reads and checks the text of a pipeline file by itself: see `examinePipeline` for what its surroundings say.
 * @param fileName without `.yaml`; left out when the text is not in a file yet
 */
export function parsePipeline(text: string, types: TaskTypes, fileName?: string): ParsedPipeline {
  const { data, syntaxProblems, place } = readPipelineText(text);
  const outline = readOutline(data);
  if (syntaxProblems.length > 0)
    return { definition: null, data, outline, problems: sortByPlace(syntaxProblems), place };
  const findings = [
    ...findSchemaProblems(pipelineFile, data, []),
    ...checkFile(data, outline, fileName),
    ...checkTasks(outline, types),
    ...checkSettings(data, outline, types),
    ...checkSetups(outline.tasks),
    ...checkStarts(data, outline),
    ...lintGraph(outline, types),
  ];
  const problems = sortByPlace(place(findings));
  const parsed = problems.some(isError) ? undefined : pipelineFile.safeParse(data).data;
  const definition = parsed === undefined ? null : buildDefinition(parsed);
  return { definition, data, outline, problems, place };
}

/** Stands for a file that is there and cannot be read. @param problem goes on from "the file cannot be read:" */
export function unreadablePipeline(problem: string): ParsedPipeline {
  const message = `The file cannot be read: ${problem}. Check that it is a text file that you may read.`;
  return {
    definition: null,
    data: undefined,
    outline: readOutline(undefined),
    problems: [{ ...noProblem, severity: 'error', expected: problem, message }],
    place: placeAtTop,
  };
}

export function isError({ severity }: PipelineProblem): boolean {
  return severity === 'error';
}

/** The first error of a file, and how many there are. */
export function pipelineInvalid(pipeline: string, problems: readonly PipelineProblem[]): StileError {
  const errors = problems.filter(isError);
  const [first] = errors;
  const { code, line, column, path, value, expected, message } = first ?? noProblem;
  const more =
    errors.length > 1 ? ` It has ${errors.length - 1} more: stile pipeline validate ${pipeline}` : '';
  return new StileError('PIPELINE_INVALID', `${pipeline}.yaml, line ${line}: ${message}${more}`, {
    pipeline,
    code,
    line,
    column,
    path,
    value,
    expected,
    problems: errors.length,
  });
}

const noProblem = {
  code: 'yaml_syntax' as const,
  line: 1,
  column: 1,
  path: '',
  value: '',
  expected: '',
  message: '',
};

export function sortByPlace(problems: readonly PipelineProblem[]): PipelineProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
