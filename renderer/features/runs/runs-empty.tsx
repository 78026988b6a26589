import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { useApp } from '#renderer/app-context.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Teach, firstScript } from '../connect/index.ts';
import { explainFilterQuery } from './queries.ts';
import { firstRunCommand } from './quote-for-shell.ts';

const route = getRouteApi('/experiments/$experimentId');

type RunsEmptyProps = {
  readonly name: string;
  readonly view: 'active' | 'deleted';
  readonly filter: string;
  readonly onClear: () => void;
  readonly onNew: () => void;
};

export function RunsEmpty({ name, view, filter, onClear, onNew }: RunsEmptyProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const { experimentId } = route.useParams();
  if (filter !== '') return <NoMatch experimentId={experimentId} filter={filter} onClear={onClear} />;
  if (view === 'deleted')
    return <EmptyState title={t('runs.noDeletedTitle')} lines={[t('runs.noDeletedText')]} />;
  const command = firstRunCommand({ experimentId, name });
  return (
    <EmptyState title={t('runs.emptyTitle')} lines={[t('runs.emptyText'), t('runs.emptyText2')]}>
      <Button variant="filled" onClick={onNew}>
        {t('runs.new')}
      </Button>
      <Button
        leftSection={<IconPlugConnected size={16} stroke={1.5} />}
        onClick={() => openSheet('connect', name)}
      >
        {t('connect.open')}
      </Button>
      <Teach code={(address) => firstScript('python', address, name)} commands={command} />
    </EmptyState>
  );
}

type NoMatchProps = {
  readonly experimentId: string;
  readonly filter: string;
  readonly onClear: () => void;
};

/** Says which condition removed the last runs: that is the one to loosen. */
function NoMatch({ experimentId, filter, onClear }: NoMatchProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { bridge } = useApp();
  const clauses = useQuery(explainFilterQuery(bridge.client, experimentId, filter, true)).data?.clauses ?? [];
  const index = clauses.findIndex(({ left }) => left === 0);
  const before = index > 0 ? (clauses[index - 1]?.left ?? 0) : 0;
  const text = clauses[index]?.text;
  const reason =
    text === undefined || clauses.length < 2
      ? []
      : [
          index === 0
            ? t('runTable.filter.nothingFirst', { text })
            : t('runTable.filter.emptiedBy', { text, count: formatCount(before, locale) }),
        ];
  return (
    <EmptyState title={t('runs.noMatchTitle')} lines={[t('runs.noMatchText'), ...reason]}>
      <Button onClick={onClear}>{t('actions.clear')}</Button>
    </EmptyState>
  );
}
