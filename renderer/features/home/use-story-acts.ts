import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { useStartPipeline } from '../pipelines/index.ts';
import { trainParams } from './story.ts';
import type { Situation, StoryStep } from './story.ts';
import type { Focus } from './use-story.ts';

export type StoryActs = {
  readonly create: (language: 'en' | 'sv') => Promise<boolean>;
  readonly openOwnData: () => void;
  /** Does a step, or opens the sheet that asks what it needs. */
  readonly take: (step: StoryStep, situation?: Situation) => void;
};

export function useStoryActs({ project, model }: Pick<Focus, 'project' | 'model'>): StoryActs {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const navigate = useNavigate();
  const showSheet = useOpenSheet();
  const act = useAct();
  const start = useStartPipeline();

  const create = (language: 'en' | 'sv'): Promise<boolean> =>
    act({
      run: () => bridge.client.workshop.create({ language }),
      done: ({ pipelines, datasets }) =>
        t('home.created', { pipelines: pipelines.length, datasets: datasets.length }),
    });
  const openSheet = (sheet: 'promote' | 'rollback' | 'own-data', version?: number): void =>
    showSheet(sheet, sheet === 'own-data' ? undefined : project?.model, version);
  function runTrain(withDrift: boolean): void {
    if (project === null || project.train === null) return;
    void start(project.train.name, trainParams(project, (model?.champion ?? null) !== null, withDrift));
  }
  function runPredict(drift: boolean): void {
    if (project === null || project.predict === null) return;
    void start(project.predict.name, project.predict.params['drift'] === undefined ? {} : { drift });
  }
  function open(situation: Situation | undefined): void {
    if (situation?.kind === 'alerting')
      void navigate({ to: '/alerts', search: { alert: situation.alert.alertId } });
    if (situation?.kind === 'working' || situation?.kind === 'failed') {
      const { run, task } = situation;
      void navigate({
        to: '/pipelines/runs/$pipelineRunId',
        params: { pipelineRunId: run.pipelineRunId },
        search: situation.kind === 'failed' && task !== null ? { task: task.taskId } : {},
      });
    }
  }
  const byStep: Readonly<Record<StoryStep, (situation: Situation | undefined) => void>> = {
    create: () => void create('en'),
    train: () => runTrain(false),
    retrain: () => runTrain(true),
    predict: () => runPredict(false),
    drift: () => runPredict(true),
    promote: () => openSheet('promote', model?.latestVersion?.version),
    rollback: () => openSheet('rollback'),
    openRun: open,
    openAlert: open,
  };
  return {
    create,
    openOwnData: () => openSheet('own-data'),
    take: (step, situation) => byStep[step](situation),
  };
}
