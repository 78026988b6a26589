import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { LineageSteps } from '../lineage/index.ts';
import { TryVersion } from '../serving/index.ts';
import classes from './models.module.css';
import { VersionDetail } from './version-detail.tsx';
import { VersionTable } from './version-table.tsx';

type VersionsTabProps = {
  readonly name: string;
  readonly versions: readonly ModelVersion[];
  readonly shown: ModelVersion | null;
};

/** The versions of a model with their figures, and the chosen one ready to be asked. */
export function VersionsTab({ name, versions, shown }: VersionsTabProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <Panel title={t('models.versions')} sub={versions.length}>
        <div className={classes.wideTable}>
          <VersionTable name={name} versions={versions} shown={shown?.version ?? null} />
        </div>
      </Panel>
      {shown !== null && (
        <>
          <TryVersion version={shown} />
          <VersionDetail key={shown.uri} version={shown} />
          <LineageSteps
            key={`lineage of ${shown.uri}`}
            model={name}
            versions={versions.map(({ version }) => version)}
            first={shown.version}
          />
        </>
      )}
    </div>
  );
}
