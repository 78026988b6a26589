import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CommandStatus } from '#contract/desktop-tools.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { SettingRow } from '../setting-row.tsx';
import settings from '../settings.module.css';
import classes from './desktop.module.css';
import { commandQuery } from './queries.ts';

type State = 'ready' | 'absent' | 'offPath' | 'other' | 'foreign';

const shapes = {
  ready: 'finished',
  absent: 'queued',
  offPath: 'warning',
  other: 'warning',
  foreign: 'warning',
} as const;

function stateOf({ exists, isOurs, pointsHere, onPath }: CommandStatus): State {
  if (!exists) return 'absent';
  if (!isOurs) return 'foreign';
  if (!pointsHere) return 'other';
  return onPath ? 'ready' : 'offPath';
}

/** Whether terminals know the `stile` command, and what makes them know it. */
export function CommandRow() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const query = commandQuery(bridge.client);
  const found = useQuery(query);
  const { addCommand, removeCommand } = bridge.client.app;
  const changing = useMutation({
    mutationFn: (deed: 'add' | 'remove') => (deed === 'add' ? addCommand({}) : removeCommand({})),
    onSuccess: (status) => queryClient.setQueryData(query.queryKey, status),
  });
  const status = found.data;
  const state = status === undefined ? null : stateOf(status);
  return (
    <>
      <SettingRow
        label={t('computer.command')}
        hint={
          status !== undefined &&
          t(state === 'foreign' ? 'computer.foreignHint' : 'computer.commandHint', { file: status.file })
        }
      >
        {state === null ? (
          found.isError ? (
            <InlineProblem error={found.error} />
          ) : (
            <StillBars rows={1} />
          )
        ) : (
          <div className={classes.acts}>
            <StateLabel shape={shapes[state]}>{t(`computer.commandStates.${state}`)}</StateLabel>
            {(state === 'absent' || state === 'other') && (
              <Button disabled={changing.isPending} onClick={() => changing.mutate('add')}>
                {t(state === 'absent' ? 'computer.addCommand' : 'computer.moveCommand')}
              </Button>
            )}
            {state !== 'absent' && state !== 'foreign' && (
              <Button disabled={changing.isPending} onClick={() => changing.mutate('remove')}>
                {t('computer.removeCommand')}
              </Button>
            )}
          </div>
        )}
      </SettingRow>
      {changing.isError && <InlineProblem error={changing.error} />}
      {status !== undefined && state !== 'absent' && state !== 'foreign' && <Remarks status={status} />}
    </>
  );
}

function Remarks({ status: { pathLine, needsNewTerminal } }: { status: CommandStatus }) {
  const { t } = useTranslation();
  if (pathLine === null)
    return needsNewTerminal ? (
      <p className={`${classes.below ?? ''} g2 sm`} role="status">
        {t('computer.newTerminal')}
      </p>
    ) : null;
  return (
    <div className={classes.below} role="status">
      <p className="g2 sm">{t('computer.pathLine')}</p>
      <p className="row">
        <code className={`mono ${settings.command ?? ''}`} translate="no">
          {pathLine}
        </code>
        <CopyButton text={pathLine} label={t('computer.copyPathLine')} />
      </p>
    </div>
  );
}
