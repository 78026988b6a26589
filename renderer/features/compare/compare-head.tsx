import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunComparison } from '#contract/comparison.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { ReportButtons } from './report-buttons.tsx';
import type { ShownRuns } from './shown-runs.ts';

type CompareHeadProps = { readonly comparison: RunComparison; readonly shown: ShownRuns };

export function CompareHead({ comparison, shown }: CompareHeadProps) {
  const { t } = useTranslation();
  const { runs, missing } = comparison;
  const experiments = [...new Set(runs.map(({ experiment }) => experiment))];
  const where =
    experiments.length <= 2
      ? experiments.join(', ')
      : t('compare.experiments', { count: experiments.length });
  const gone = missing.length === 0 ? '' : `, ${t('compare.missing', { count: missing.length })}`;
  return (
    <PageHead title={t('compare.title', { count: runs.length })} meta={`${where}${gone}`}>
      <ReportButtons shown={shown} />
      <PromoteButton comparison={comparison} />
    </PageHead>
  );
}

/** The newest version that one of the runs made and that is no champion yet can become it from here. */
function PromoteButton({ comparison }: { comparison: RunComparison }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const versions = comparison.runs
    .flatMap((run) => run.versions)
    .filter(({ aliases }) => !aliases.includes('champion'))
    .sort((a, b) => b.version - a.version);
  const [newest] = versions;
  if (newest === undefined || new Set(versions.map(({ model }) => model)).size > 1) return null;
  return (
    <Button variant="filled" onClick={() => openSheet('promote', newest.model, newest.version)}>
      {t('models.promoteVersion', { version: newest.version })}
    </Button>
  );
}
