import { expect, it } from 'vitest';
import { createI18n } from './i18n.ts';
import { activityActions } from '#contract/activity.ts';
import { en } from './en.ts';
import * as activityEn from './late/activity.en.ts';
import * as activitySv from './late/activity.sv.ts';
import { alertDesk as alertDeskEn } from './late/alerts.en.ts';
import { alertDesk as alertDeskSv } from './late/alerts.sv.ts';
import { charts as chartsEn } from './late/charts.en.ts';
import { charts as chartsSv } from './late/charts.sv.ts';
import * as commandsEn from './late/commands.en.ts';
import * as commandsSv from './late/commands.sv.ts';
import { compare as compareEn } from './late/compare.en.ts';
import { compare as compareSv } from './late/compare.sv.ts';
import { computer as computerEn } from './late/computer.en.ts';
import { computer as computerSv } from './late/computer.sv.ts';
import { cron as cronEn, scheduleMore as scheduleMoreEn } from './late/cron.en.ts';
import { cron as cronSv, scheduleMore as scheduleMoreSv } from './late/cron.sv.ts';
import { desktop as desktopEn } from './late/desktop.en.ts';
import { desktop as desktopSv } from './late/desktop.sv.ts';
import * as placesEn from './late/places.en.ts';
import * as placesSv from './late/places.sv.ts';
import { drop as dropEn } from './late/drop.en.ts';
import { drop as dropSv } from './late/drop.sv.ts';
import { jobs as jobsEn } from './late/jobs.en.ts';
import { jobs as jobsSv } from './late/jobs.sv.ts';
import { lineageMap as lineageMapEn } from './late/lineage.en.ts';
import { lineageMap as lineageMapSv } from './late/lineage.sv.ts';
import * as lateEn from './late/model-page.en.ts';
import * as lateSv from './late/model-page.sv.ts';
import { python as lateEnPython } from './late/python.en.ts';
import { python as lateSvPython } from './late/python.sv.ts';
import { pipelineCanvas as pipelineCanvasEn } from './late/pipeline-canvas.en.ts';
import { pipelineCanvas as pipelineCanvasSv } from './late/pipeline-canvas.sv.ts';
import { pipelineChecks as pipelineChecksEn } from './late/pipeline-checks.en.ts';
import { pipelineChecks as pipelineChecksSv } from './late/pipeline-checks.sv.ts';
import { pipelineForm as pipelineFormEn } from './late/pipeline-form.en.ts';
import { pipelineForm as pipelineFormSv } from './late/pipeline-form.sv.ts';
import { newPipeline as newPipelineEn } from './late/new-pipeline.en.ts';
import { newPipeline as newPipelineSv } from './late/new-pipeline.sv.ts';
import { backfill as backfillEn, pipelineList as pipelineListEn } from './late/pipeline-list.en.ts';
import { backfill as backfillSv, pipelineList as pipelineListSv } from './late/pipeline-list.sv.ts';
import { pipelineRuns as pipelineRunsEn } from './late/pipeline-runs.en.ts';
import { pipelineRuns as pipelineRunsSv } from './late/pipeline-runs.sv.ts';
import { runTable as runTableEn } from './late/run-table.en.ts';
import { runTable as runTableSv } from './late/run-table.sv.ts';
import { registry as registryEn } from './late/registry.en.ts';
import { registry as registrySv } from './late/registry.sv.ts';
import { runPage as runPageEn } from './late/run-page.en.ts';
import { runPage as runPageSv } from './late/run-page.sv.ts';
import { taskFields as taskFieldsEn } from './late/task-fields.en.ts';
import { taskFields as taskFieldsSv } from './late/task-fields.sv.ts';
import { taskKinds as taskKindsEn } from './late/task-kinds.en.ts';
import { taskKinds as taskKindsSv } from './late/task-kinds.sv.ts';
import { pipelineEditor as pipelineEditorEn } from './late/pipeline-editor.en.ts';
import { pipelineEditor as pipelineEditorSv } from './late/pipeline-editor.sv.ts';
import { textDiff as textDiffEn } from './late/text-diff.en.ts';
import { textDiff as textDiffSv } from './late/text-diff.sv.ts';
import * as textEditorEn from './late/text-editor.en.ts';
import * as textEditorSv from './late/text-editor.sv.ts';
import { sv } from './sv.ts';
import { wordProblem } from './word-problem.ts';

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value, `${path}${key}.`),
  );
}

const placeholders = (text: string): string[] => (text.match(/\{\{\w+/g) ?? []).sort();

it('both languages say the same things with the same values', () => {
  const swedish = new Map(
    flatten({
      ...sv,
      ...lateSv,
      ...activitySv,
      alertDesk: alertDeskSv,
      lineageMap: lineageMapSv,
      ...placesSv,
      ...commandsSv,
      charts: chartsSv,
      compare: compareSv,
      computer: computerSv,
      cron: cronSv,
      scheduleMore: scheduleMoreSv,
      backfill: backfillSv,
      newPipeline: newPipelineSv,
      pipelineList: pipelineListSv,
      desktop: desktopSv,
      drop: dropSv,
      jobs: jobsSv,
      python: lateSvPython,
      runTable: runTableSv,
      registry: registrySv,
      runPage: runPageSv,
      pipelineCanvas: pipelineCanvasSv,
      pipelineEditor: pipelineEditorSv,
      pipelineForm: pipelineFormSv,
      pipelineRuns: pipelineRunsSv,
      pipelineChecks: pipelineChecksSv,
      taskKinds: taskKindsSv,
      taskFields: taskFieldsSv,
      textDiff: textDiffSv,
      ...textEditorSv,
    }),
  );
  for (const [path, text] of flatten({
    ...en,
    ...lateEn,
    ...activityEn,
    alertDesk: alertDeskEn,
    lineageMap: lineageMapEn,
    ...placesEn,
    ...commandsEn,
    charts: chartsEn,
    compare: compareEn,
    computer: computerEn,
    cron: cronEn,
    scheduleMore: scheduleMoreEn,
    backfill: backfillEn,
    newPipeline: newPipelineEn,
    pipelineList: pipelineListEn,
    desktop: desktopEn,
    drop: dropEn,
    jobs: jobsEn,
    registry: registryEn,
    python: lateEnPython,
    runTable: runTableEn,
    runPage: runPageEn,
    pipelineCanvas: pipelineCanvasEn,
    pipelineEditor: pipelineEditorEn,
    pipelineForm: pipelineFormEn,
    pipelineRuns: pipelineRunsEn,
    pipelineChecks: pipelineChecksEn,
    taskKinds: taskKindsEn,
    taskFields: taskFieldsEn,
    textDiff: textDiffEn,
    ...textEditorEn,
  })) {
    expect([path, placeholders(swedish.get(path) ?? '')]).toEqual([path, placeholders(text)]);
  }
});

it('a filter error is worded whole in Swedish, the language of the filter left as it is', async () => {
  const { t } = await createI18n('sv');
  const data = { filter: 'metrics.a >', position: 11, length: 0, token: '' };
  const word = (expected: string): string =>
    wordProblem({ code: 'FILTER_SYNTAX', data: { ...data, problem: 'unexpected_end', expected } }, t);
  expect(word('a number')).toBe('Filtret slutar för tidigt. Skriv ett tal.');
  expect(word('AND, OR or )')).toBe('Filtret slutar för tidigt. Skriv AND, OR eller ).');
  expect(word('some words nobody translated')).toBe('Filtret slutar för tidigt.');
});

it('a deleted holder of a name is told apart', async () => {
  const { t } = await createI18n('en');
  const data = { kind: 'experiment', name: 'x', id: '1', lifecycle: 'deleted' } as const;
  expect(wordProblem({ code: 'ALREADY_EXISTS', data }, t)).toContain('A deleted experiment holds the name');
});

it('why an update or the command is refused is said with the value seen', async () => {
  const { t } = await createI18n('sv');
  const data = { file: '/x/stile.exe', found: '0.1.0', wanted: '0.2.0' };
  expect(wordProblem({ code: 'UPDATE_REFUSED', data: { ...data, problem: 'not_newer' } }, t)).toBe(
    '/x/stile.exe är version 0.1.0 och 0.2.0 körs: den är inte nyare.',
  );
  const command = { file: '/x/stile', problem: 'not_writable', cause: 'EACCES' } as const;
  expect(wordProblem({ code: 'COMMAND_NOT_PLACED', data: command }, t)).toContain(
    '/x/stile går inte att skriva (EACCES)',
  );
});

it('why a file was not opened in an editor is said with what the program said', async () => {
  const { t } = await createI18n('sv');
  await import('./late/text-editor-words.ts');
  const data = { editor: 'Kate', problem: 'ended', cause: 'no display' } as const;
  expect(wordProblem({ code: 'EDITOR_NOT_OPENED', data }, t)).toBe('Kate avslutades genast: no display');
  const command = { command: 'x "a', problem: 'open_quote', part: '"', place: 3 } as const;
  expect(wordProblem({ code: 'EDITOR_COMMAND_INVALID', data: command }, t)).toBe(
    'Citattecknet " vid tecken 3 saknar slut. Avsluta det.',
  );
});

it('words that come with their screen are there from then on, in every language', async () => {
  const before = await createI18n('sv');
  expect(before.exists('python.title')).toBe(false);
  await import('./late/python-words.ts');
  expect(before.t('python.title')).toBe('Python på den här datorn');
  expect((await createI18n('en')).t('python.title')).toBe('Python on this machine');
  expect((await createI18n('pseudo')).t('python.title')).toContain('⟦');
});

it('every action that the engine can record has words of its own, in both languages', async () => {
  await import('./late/activity-words.ts');
  expect(activityActions.length).toBeGreaterThan(100);
  for (const language of ['en', 'sv'] as const) {
    const { exists } = await createI18n(language);
    expect(activityActions.filter((action) => !exists(`deeds.${action}`))).toEqual([]);
  }
});
