import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { storedProblem } from '../bridge/problems.ts';
import { wordProblem } from '../i18n/word-problem.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { StatusGlyph } from '../parts/status-glyph.tsx';
import { useAct } from '../parts/use-act.ts';
import { useAskForPath } from '../parts/use-ask-for-path.ts';
import classes from './engine-state.module.css';
import type { EndedEngine } from './host.ts';
import { useShellAct } from './use-shell-act.ts';

/** Shorter absences are not told of, ms. */
const shortMs = 400;

/**
 * How the engine is, where that is not well. While it starts again the page stays as it is, under a line of text; after
 * an end the page stays too, behind what a person can do about it.
 */
export function EngineState() {
  const { host } = useApp();
  const status = useStore(host.engine);
  if (status === null || status.state === 'ready') return null;
  return status.state === 'starting' ? <StartingNotice /> : <EngineEnded status={status} />;
}

function StartingNotice() {
  const { t } = useTranslation();
  const isLong = useIsLong();
  return isLong ? (
    <p className={classes.starting} role="status">
      <StatusGlyph shape="retrying" />
      {t('desktop.engine.starting')}
    </p>
  ) : null;
}

function useIsLong(): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), shortMs);
    return () => clearTimeout(timer);
  }, []);
  return isLong;
}

function EngineEnded({ status }: { status: EndedEngine }) {
  const { t } = useTranslation();
  const head = useRef<HTMLHeadingElement>(null);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const open = setAside(section.current);
    head.current?.focus();
    return () => {
      open();
      // The person goes on where they were.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const isFailed = status.state === 'failed';
  return (
    <section ref={section} className={classes.ended} aria-label={t(`desktop.engine.${status.state}`)}>
      <div className={classes.column}>
        <h1 ref={head} tabIndex={-1} className={classes.title}>
          <StatusGlyph shape="failed" />
          {t(`desktop.engine.${status.state}`)}
        </h1>
        <p role="alert">
          {isFailed ? wordProblem(storedProblem(status), t) : t('desktop.engine.stoppedText')}
        </p>
        <p className="g2">{t('desktop.engine.kept')}</p>
        <dl className={classes.facts}>
          <dt>{t('desktop.engine.workspace')}</dt>
          <dd className="mono" translate="no">
            {status.workspace}
          </dd>
        </dl>
        <Deeds />
        {!isFailed && status.lastWords.trim() !== '' && <LastWords text={status.lastWords} />}
      </div>
    </section>
  );
}

/** Takes the page behind out of reach of keys and readers; returns the way to give it back. */
function setAside(section: HTMLElement | null): () => void {
  const behind = [...(section?.parentElement?.children ?? [])].filter(
    (element): element is HTMLElement =>
      element !== section && element instanceof HTMLElement && !element.inert,
  );
  for (const element of behind) element.inert = true;
  return () => {
    for (const element of behind) element.inert = false;
  };
}

function Deeds() {
  const { t } = useTranslation();
  const { host } = useApp();
  const askForPath = useAskForPath();
  const act = useAct();
  const shellAct = useShellAct();
  const [isStarting, setStarting] = useState(false);

  async function openOther(): Promise<void> {
    const folder = await askForPath({ kind: 'folder', title: t('desktop.dialogs.openFolder') });
    if (folder !== null) await host.ask('openWorkspace', { folder });
  }
  async function saveDiagnostics(): Promise<void> {
    const name = `stile-diagnostics-${new Date().toISOString().slice(0, 10)}.zip`;
    const path = await askForPath({
      kind: 'save',
      title: t('desktop.engine.diagnostics'),
      files: ['zip'],
      name,
    });
    if (path === null) return;
    await act({
      run: () => host.ask('saveDiagnostics', { path }),
      done: (saved) => t('desktop.engine.diagnosticsSaved', { path: saved.path }),
    });
  }
  return (
    <div className={classes.deeds}>
      <Button
        variant="filled"
        disabled={isStarting}
        onClick={() => {
          setStarting(true);
          host.startEngine();
        }}
      >
        {t(isStarting ? 'desktop.engine.startingAgain' : 'desktop.engine.start')}
      </Button>
      <Button onClick={() => shellAct(openOther)}>{t('desktop.commands.openFolder')}</Button>
      <Button onClick={() => void saveDiagnostics()}>{t('desktop.commands.diagnostics')}</Button>
      <Button variant="subtle" onClick={() => shellAct(() => host.ask('openFolder', { folder: 'logs' }))}>
        {t('desktop.commands.openLogs')}
      </Button>
    </div>
  );
}

function LastWords({ text }: { text: string }) {
  const { t } = useTranslation();
  const log = useRef<HTMLPreElement>(null);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [text]);
  return (
    <div className={classes.words}>
      <div className={classes.wordsHead}>
        <h2 className="grow">{t('desktop.engine.lastWords')}</h2>
        <CopyButton text={text} label={t('desktop.engine.copyLastWords')} />
      </div>
      <pre
        ref={log}
        className={`mono ${classes.log ?? ''}`}
        tabIndex={0}
        role="region"
        aria-label={t('desktop.engine.lastWords')}
        lang="en"
        translate="no"
      >
        {text}
      </pre>
    </div>
  );
}
