import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/lineage-words.ts';
import type { AttemptDetail } from '#contract/pipeline-views.ts';
import { DatasetLink } from '#renderer/features/lineage/index.ts';
import { RunLink } from '#renderer/features/runs/index.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import classes from './inspector.module.css';

type Thing = AttemptDetail['lineage'][number];

/** What a try read and made: runs, datasets, models, each a way there. */
export function LineageTab({ detail: { lineage } }: { detail: AttemptDetail }) {
  const { t } = useTranslation();
  if (lineage.length === 0) return <p className={classes.alone}>{t('pipelineRuns.lineage.none')}</p>;
  return (['input', 'output'] as const).map((direction) => {
    const things = lineage.filter((thing) => thing.direction === direction);
    if (things.length === 0) return null;
    return (
      <Section key={direction} title={t(`pipelineRuns.lineage.${direction}`)} count={things.length}>
        <ul>
          {things.map((thing) => (
            <li key={`${thing.kind} ${thing.id}`} className={classes.thing}>
              <ThingLink thing={thing} />
              <span className="grow" />
              <Kind kind={thing.kind} />
            </li>
          ))}
        </ul>
      </Section>
    );
  });
}

const kinds = [
  'DatasetVersion', 'File', 'Table', 'Ingest', 'Task', 'Run', 'LoggedModel', 'Register', 'ModelVersion', 'BatchPredict', 'Batch', 'Monitor', 'Report', 'Alert',
] as const; // prettier-ignore

function Kind({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const known = kinds.find((one) => one === kind) ?? 'Other';
  return <span className="g3 sm">{t(`lineageMap.kinds.${known}`)}</span>;
}

/** Where there is no page of its own, the explorer shows it in the middle. */
function ThingLink({ thing: { kind, id, name } }: { thing: Thing }) {
  if (kind === 'Run')
    return (
      <RunLink
        runId={id.replace(/^runs:\//, '')}
        className={classes.link}
        fallback={() => <span translate="no">{name}</span>}
      />
    );
  if (kind === 'DatasetVersion') return <DatasetLink uri={id} className={classes.link} />;
  const [, model, version] = /^models:\/+([^/@]+)\/(\d+)$/.exec(id) ?? [];
  if (model !== undefined && version !== undefined)
    return (
      <Link
        to="/models/$name/versions/$version"
        params={{ name: model, version }}
        className={classes.link}
        translate="no"
      >
        {`${model} v${version}`}
      </Link>
    );
  return (
    <Link
      to="/lineage"
      search={{ uri: id }}
      className={`${classes.link ?? ''} ell`}
      title={id}
      translate="no"
    >
      {name}
    </Link>
  );
}
