import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { DefinitionView } from '../versions/definition-view.tsx';
import classes from './run.module.css';
import type { RunSelection } from './use-run-selection.ts';

/** The text that a run runs, and what the file says otherwise by now. */
export function RunDefinition({ run, selection }: { run: PipelineRun; selection: RunSelection }) {
  const { t } = useTranslation();
  return (
    <div className={classes.body}>
      <DefinitionView
        name={run.pipeline}
        hash={run.definitionHash}
        against={selection.against ?? null}
        onAgainst={selection.setAgainst}
        lead={<h2 className={classes.previewHead}>{t('pipelineRuns.definition.ofRun')}</h2>}
        link={
          <Link
            to="/pipelines/$name"
            params={{ name: run.pipeline }}
            search={{ view: 'versions', hash: run.definitionHash }}
            className={classes.link}
          >
            {t('pipelineRuns.versions.all')}
          </Link>
        }
      />
    </div>
  );
}
