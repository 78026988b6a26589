import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SystemInfo, WorkspaceWarning } from '#contract/entities.ts';
import { useApp, useStore } from '../app-context.ts';
import type { ConnectionState } from '../bridge/event-stream.ts';
import { hasEnded } from '../desktop/host.ts';
import { trackingLine, usualPlace } from '../features/connect/index.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { LatePart } from '../parts/late-part.tsx';
import { lazyPart } from '../parts/lazy-part.ts';
import { StatusGlyph } from '../parts/status-glyph.tsx';
import type { GlyphShape } from '../parts/status-glyph.tsx';
import classes from './status-bar.module.css';

const StatusFacts = lazyPart(() => import('./status-facts.tsx'), 'StatusFacts');

/** The one place that says how the engine and the workspace are. */
export function StatusBar() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const connection = useStore(bridge.connection);
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return (
    <footer className={classes.bar} aria-label={t('frame.statusBar')}>
      {connection === 'connected' ? (
        info && <TrackingServer info={info} />
      ) : (
        <ConnectionNotice state={connection} />
      )}
      {info?.workspace.readOnly === true && (
        <Link to="/recovery" className={`${classes.item ?? ''} ${classes.address ?? ''}`}>
          <StatusGlyph shape="warning" size={12} />
          {t('frame.readOnly')}
        </Link>
      )}
      {info?.workspace.warnings.map((warning) => (
        <WarningItem key={warning.code} warning={warning} />
      ))}
      <span className="grow" />
      {info && (
        <LatePart>
          <StatusFacts info={info} />
        </LatePart>
      )}
    </footer>
  );
}

const glyphs: Readonly<Record<ConnectionState, GlyphShape>> = {
  connecting: 'queued',
  connected: 'running',
  lost: 'warning',
  unauthorized: 'failed',
};

function ConnectionNotice({ state }: { state: ConnectionState }) {
  const { t } = useTranslation();
  const isOver = hasEnded(useStore(useApp().host.engine));
  return (
    <span className={classes.item} role="status" data-state={state}>
      <StatusGlyph shape={isOver ? 'failed' : glyphs[state]} size={12} />
      {t(isOver ? 'frame.stopped' : `frame.${state}`)}
    </span>
  );
}

function TrackingServer({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  if (info.trackingUri === null) return <span className={classes.item}>{t('frame.noServer')}</span>;
  const address = (
    <Link
      className={`mono ${classes.address}`}
      to="."
      search={(search) => ({ ...search, sheet: 'connect' as const, about: undefined })}
    >
      {info.trackingUri.replace('http://', '')}
    </Link>
  );
  return (
    <span className={classes.item} role="status" data-state="connected">
      <span className={classes.on}>
        <StatusGlyph shape="running" size={12} />
      </span>
      <span>{t('frame.trackingServer')}</span>
      <Tooltip
        label={info.wantedPort === null ? t('connect.open') : t('frame.portTaken', { port: info.wantedPort })}
        multiline
        maw={320}
      >
        {address}
      </Tooltip>
      <CopyButton
        text={trackingLine(usualPlace(info.platform), info.trackingUri)}
        label={t('frame.copyUri')}
      />
    </span>
  );
}

function WarningItem({ warning }: { warning: WorkspaceWarning }) {
  const { t } = useTranslation();
  return (
    <Tooltip label={t(`warnings.${warning.code}`, { detail: warning.detail })} multiline maw={360}>
      <span className={classes.item} tabIndex={0}>
        <StatusGlyph shape="warning" size={12} />
        {t(`warningShort.${warning.code}`)}
      </span>
    </Tooltip>
  );
}
