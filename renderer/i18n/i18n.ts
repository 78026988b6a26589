import { createInstance } from 'i18next';
import type { i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../settings.ts';
import { en } from './en.ts';
import { takeLateWords } from './late-words.ts';
import { buildPseudoWords } from './pseudo.ts';
import type * as activity from './late/activity.en.ts';
import type { alertDesk } from './late/alerts.en.ts';
import type { charts } from './late/charts.en.ts';
import type * as commands from './late/commands.en.ts';
import type { compare } from './late/compare.en.ts';
import type { computer } from './late/computer.en.ts';
import type { desktop } from './late/desktop.en.ts';
import type { drop } from './late/drop.en.ts';
import type { lineageMap } from './late/lineage.en.ts';
import type * as modelPage from './late/model-page.en.ts';
import type { jobs } from './late/jobs.en.ts';
import type * as places from './late/places.en.ts';
import type { pipelineCanvas } from './late/pipeline-canvas.en.ts';
import type { pipelineChecks } from './late/pipeline-checks.en.ts';
import type { pipelineEditor } from './late/pipeline-editor.en.ts';
import type { cron, scheduleMore } from './late/cron.en.ts';
import type { newPipeline } from './late/new-pipeline.en.ts';
import type { backfill, pipelineList } from './late/pipeline-list.en.ts';
import type { pipelineForm } from './late/pipeline-form.en.ts';
import type { pipelineRuns } from './late/pipeline-runs.en.ts';
import type { textDiff } from './late/text-diff.en.ts';
import type * as textEditor from './late/text-editor.en.ts';
import type { registry } from './late/registry.en.ts';
import type { python } from './late/python.en.ts';
import type { runTable } from './late/run-table.en.ts';
import type { runPage } from './late/run-page.en.ts';
import type { taskKinds } from './late/task-kinds.en.ts';

type LateWords = {
  readonly alertDesk: typeof alertDesk;
  readonly charts: typeof charts;
  readonly compare: typeof compare;
  readonly computer: typeof computer;
  readonly desktop: typeof desktop;
  readonly drop: typeof drop;
  readonly jobs: typeof jobs;
  readonly lineageMap: typeof lineageMap;
  readonly pipelineCanvas: typeof pipelineCanvas;
  readonly pipelineChecks: typeof pipelineChecks;
  readonly pipelineEditor: typeof pipelineEditor;
  readonly cron: typeof cron;
  readonly scheduleMore: typeof scheduleMore;
  readonly newPipeline: typeof newPipeline;
  readonly backfill: typeof backfill;
  readonly pipelineList: typeof pipelineList;
  readonly pipelineForm: typeof pipelineForm;
  readonly pipelineRuns: typeof pipelineRuns;
  readonly textDiff: typeof textDiff;
  readonly python: typeof python;
  readonly runTable: typeof runTable;
  readonly registry: typeof registry;
  readonly runPage: typeof runPage;
  readonly taskKinds: typeof taskKinds;
} & typeof modelPage &
  typeof textEditor &
  typeof places &
  typeof activity &
  typeof commands;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & LateWords };
  }
}

/**
 * The words of the window. English is always there; another language is read when it is first asked for, so that
 * nobody waits for words that they will not see.
 */
export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    initAsync: false,
    resources: { en: { translation: en } },
  });
  await addLanguage(instance, language);
  takeLateWords(instance);
  return instance;
}

/** Switches a window to the language that is wanted now; needs no reload. What was wanted last wins. */
export async function switchLanguage(instance: i18n, wanted: () => Language): Promise<void> {
  const language = wanted();
  await addLanguage(instance, language);
  if (wanted() === language) await instance.changeLanguage(language);
}

async function addLanguage(instance: i18n, language: Language): Promise<void> {
  const read = readers[language];
  if (read === undefined || readLanguages.get(instance)?.has(language) === true) return;
  const words = await read();
  // Words of late screens may be there before these: neither takes from the other.
  instance.addResourceBundle(language, 'translation', words, true);
  readLanguages.set(instance, new Set([...(readLanguages.get(instance) ?? []), language]));
}

const readers: Readonly<Partial<Record<Language, () => Promise<object>>>> = {
  sv: async () => (await import('./sv.ts')).sv,
  // Small, and late words need it: in the window's first file anyway.
  pseudo: () => Promise.resolve(buildPseudoWords()),
};
const readLanguages = new WeakMap<i18n, ReadonlySet<Language>>();
