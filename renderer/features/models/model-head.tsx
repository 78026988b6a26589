import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import bars from '#renderer/parts/bars.module.css';
import { useNow } from '#renderer/parts/clock.ts';
import { isShortcut, isTyping, keyHint } from '#renderer/parts/key-hints.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { alertListQuery } from '../alerts/index.ts';
import classes from './models.module.css';

/** What the model is called, how it stands, and what can be done with its champion. */
export function ModelHead({ model }: { model: RegisteredModel }) {
  const { t } = useTranslation();
  const { platform } = useApp();
  const navigate = useNavigate();
  const openSheet = useOpenSheet();
  const locale = useLocale();
  const now = useNow();
  const { champion, rollbackTo, name } = model;
  const latest = model.latestVersion?.version ?? null;
  const candidate = latest === champion?.version.version ? null : latest;
  const promote = candidate === null ? null : () => openSheet('promote', name, candidate);
  const rollback = rollbackTo === null ? null : () => openSheet('rollback', name);
  useModelKeys(promote, rollback);
  const meta =
    champion === null
      ? t('models.metaNone')
      : t('models.meta', { version: champion.version.version, at: formatSince(champion.since, now, locale) });
  return (
    <PageHead
      title={name}
      meta={
        <span className={classes.meta}>
          <Health model={model} />
          {meta}
        </span>
      }
    >
      {rollback !== null && (
        <Button leftSection={<IconArrowBackUp size={16} stroke={1.5} />} onClick={rollback}>
          {t('models.rollbackTo', { version: rollbackTo ?? '' })}
          <span className={bars.hintKey}>{keyHint('mod+shift+R', platform)}</span>
        </Button>
      )}
      {model.versionCount > 1 && (
        <Button
          onClick={() =>
            void navigate({
              to: '/models/$name',
              params: { name },
              search: {
                tab: 'compare',
                // Without two to name, the tab takes those that say most.
                with:
                  champion === null || candidate === null
                    ? undefined
                    : `${String(champion.version.version)},${String(candidate)}`,
              },
            })
          }
        >
          {t('registry.compareWith')}
        </Button>
      )}
      {promote !== null && (
        <Button variant="filled" onClick={promote}>
          {t('models.promoteVersion', { version: candidate ?? '' })}
        </Button>
      )}
    </PageHead>
  );
}

/** Since when the champion's own alerts are open; nothing where none is. */
function Health({ model: { name, champion } }: { model: RegisteredModel }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const now = useNow();
  const alerts = useQuery(alertListQuery(bridge.client, 'open'));
  const own = (alerts.data ?? []).filter(
    ({ modelName, modelVersion }) => modelName === name && modelVersion === champion?.version.version,
  );
  if (own.length === 0) return null;
  const since = Math.min(...own.map(({ firedAt }) => firedAt));
  return (
    <span className={classes.degraded}>
      <StateLabel shape="warning">
        {t('registry.degraded', { at: formatSince(since, now, locale) })}
      </StateLabel>
    </span>
  );
}

/** P promotes unless somebody types or another control has the focus that takes letters; Mod+Shift+R rolls back. */
function useModelKeys(promote: (() => void) | null, rollback: (() => void) | null): void {
  const { platform } = useApp();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    if (rollback !== null && isShortcut(event, 'mod+shift+R', platform)) {
      event.preventDefault();
      rollback();
    }
    const isInList =
      event.target instanceof HTMLElement && event.target.closest('table, ol, ul, [role=tablist]') !== null;
    if (promote === null || isTyping(event.target) || !isInList || !isShortcut(event, 'p', platform)) return;
    event.preventDefault();
    promote();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
