import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { IconChevronDown, IconChevronUp, IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { usePageCommands } from '#renderer/commands/use-page-commands.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { EditInPlace } from '#renderer/parts/edit-in-place.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { useCopyLink } from '#renderer/parts/use-copy-link.ts';
import { RunDuration, useRunActs } from '../runs/index.ts';
import { championRunsQuery, madeVersionsQuery, modelVersionQuery, neighboursQuery } from './queries.ts';
import type { MadeVersion } from './queries.ts';
import { RegisterSheet } from './register-sheet.tsx';
import classes from './run-page.module.css';
import { RunWay } from './run-way.tsx';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** What the run is called and how it stands, and what can be done with it. */
export function RunHead({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useRunActs();
  const versions = useQuery(madeVersionsQuery(bridge.client, run.runId)).data ?? [];
  return (
    <header className={classes.head}>
      <h1 className={classes.name} title={run.name}>
        <EditInPlace
          value={run.name}
          label={t('run.nameLabel')}
          disabled={run.lifecycle === 'deleted'}
          onSave={(name) => acts.rename(run, name)}
        />
      </h1>
      <span className={classes.meta}>
        <StatusLabel status={run.status} />
        <RunDuration run={run} />
        <RelativeTime at={run.startedAt} />
        {run.parentRunId !== null && (
          <span>
            {t('runPage.insideRun')} <RunWay runId={run.parentRunId} />
          </span>
        )}
        {versions.slice(0, 3).map((made) => (
          <VersionMark key={`${made.name} ${String(made.version)}`} made={made} />
        ))}
      </span>
      <span className="grow" />
      <RunActions run={run} />
      <Neighbours run={run} />
    </header>
  );
}

function VersionMark({ made }: { made: MadeVersion }) {
  const { bridge } = useApp();
  const version = useQuery(modelVersionQuery(bridge.client, made)).data;
  return (
    <span className={classes.version}>
      <Link
        to="/models/$name"
        params={{ name: made.name }}
        search={{ v: made.version }}
        className={classes.link}
        translate="no"
      >
        {`${made.name} v${String(made.version)}`}
      </Link>
      {version?.aliases.map((alias) => (
        <AliasTag key={alias} alias={alias} />
      ))}
    </span>
  );
}

function RunActions({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useRunActs();
  const copyLink = useCopyLink();
  const registers = route.useSearch().register === 'yes';
  const navigate = route.useNavigate();
  const setRegisters = (isOpen: boolean): void =>
    void navigate({ search: (now) => ({ ...now, register: isOpen ? 'yes' : undefined }), replace: true });
  const champions = useQuery(championRunsQuery(bridge.client, run.experimentId)).data ?? [];
  const champion = champions.find(({ runId }) => runId !== run.runId);
  const isActive = run.lifecycle === 'active';
  usePageCommands([
    {
      id: 'run.copyId',
      label: t('runPage.copyId'),
      icon: IconCopy,
      run: () => void acts.copyIds([run.runId]),
    },
    ...(isActive
      ? [
          {
            id: 'run.delete',
            label: t('runPage.deleteRun'),
            icon: IconTrash,
            run: () => void acts.remove([run.runId]),
          },
        ]
      : []),
  ]);
  return (
    <>
      {champion !== undefined && (
        <Tooltip label={t('runPage.compareParent', champion)}>
          <Button
            renderRoot={(props) => (
              <Link
                to="/experiments/$experimentId/compare"
                params={{ experimentId: run.experimentId }}
                search={{ runs: `${champion.runId},${run.runId}`, baseline: champion.runId }}
                {...props}
              />
            )}
          >
            {t('runPage.compareChampion')}
          </Button>
        </Tooltip>
      )}
      <Button
        renderRoot={(props) => (
          <Link
            to="/experiments/$experimentId/runs/$runId"
            params={{ experimentId: run.experimentId, runId: run.runId }}
            search={(now) => ({ ...now, tab: 'code' as const })}
            {...props}
          />
        )}
      >
        {t('runPage.reproduce')}
      </Button>
      {isActive ? (
        <Button variant="filled" onClick={() => setRegisters(true)}>
          {t('runPage.register')}
        </Button>
      ) : (
        <Button onClick={() => void acts.restore([run.runId])}>{t('actions.restore')}</Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('runPage.more')}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={copyLink}>{t('runPage.copyLink')}</Menu.Item>
          <Menu.Item onClick={() => void acts.copyIds([run.runId])}>{t('runPage.copyId')}</Menu.Item>
          {isActive && (
            <Menu.Item onClick={() => void acts.remove([run.runId])}>{t('actions.delete')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {registers && <RegisterSheet run={run} onClose={() => setRegisters(false)} />}
    </>
  );
}

/** The runs beside this one in its list, also by the arrow keys while nothing else has the focus. */
function Neighbours({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { filter = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(neighboursQuery(bridge.client, run, filter)).data;
  const go = (runId: string | null | undefined): void => {
    if (runId == null) return;
    void navigate({
      params: (now) => ({ ...now, runId }),
      search: (now) => ({ ...now, file: undefined }),
      replace: true,
    });
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.target !== document.body) return;
    if (event.key === 'ArrowLeft') go(found?.previous);
    if (event.key === 'ArrowRight') go(found?.next);
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (
    <span className={classes.neighbours}>
      <Tooltip label={t('runPage.previous')}>
        <ActionIcon
          aria-label={t('runPage.previous')}
          disabled={found?.previous == null}
          onClick={() => go(found?.previous)}
        >
          <IconChevronUp size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('runPage.next')}>
        <ActionIcon
          aria-label={t('runPage.next')}
          disabled={found?.next == null}
          onClick={() => go(found?.next)}
        >
          <IconChevronDown size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
