import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DefinitionVersion } from '#contract/pipeline-views.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './versions.module.css';

type AgainstPickerProps = {
  readonly versions: readonly DefinitionVersion[];
  readonly hasFile: boolean;
  readonly hash: string;
  readonly value: string;
  readonly onChange: (against: string) => void;
};

/** What the text is compared with. */
export function AgainstPicker({ versions, hasFile, hash, value, onChange }: AgainstPickerProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const data = [
    { value: 'none', label: t('pipelineRuns.definition.nothing') },
    ...(hasFile ? [{ value: 'file', label: t('pipelineRuns.definition.file') }] : []),
    ...versions
      .filter((version) => version.hash !== hash)
      .map((version) => ({
        value: version.hash,
        label: t('pipelineRuns.definition.version', {
          hash: version.hash.slice(0, 8),
          at: formatSince(version.createdAt, now, locale),
        }),
      })),
  ];
  return (
    <label className={classes.against}>
      <span>{t('pipelineRuns.definition.compareWith')}</span>
      <NativeSelect value={value} data={data} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}
