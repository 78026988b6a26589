import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { toProblem } from '../bridge/problems.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { wordProblem } from '../i18n/word-problem.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { CodeMissingError } from '../parts/read-code.ts';
import { useAct } from '../parts/use-act.ts';
import { describeFailure } from './describe-failure.ts';

/** A page that threw: the frame around it goes on. What happened can be tried again, and handed on whole. */
export function PageFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { bridge, queryClient } = useApp();
  const act = useAct();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  function copy(): void {
    const place = { address: window.location.pathname + window.location.search, version: info?.version };
    void act({
      run: () => navigator.clipboard.writeText(describeFailure(error, place, new Date())),
      done: t('toasts.copied'),
    });
  }
  const isCodeMissing = error instanceof CodeMissingError;
  function retry(): void {
    // A browser keeps what it could not read: only a new start of the window asks for it again.
    if (isCodeMissing) return window.location.reload();
    // What the page threw at may be what it had read: that is read again.
    queryClient.removeQueries({ type: 'inactive' });
    onRetry();
  }
  return (
    <div role="alert">
      <EmptyState
        title={t('frame.pageFailed')}
        lines={[
          isCodeMissing ? t('frame.codeMissing') : wordProblem(toProblem(error), t),
          t('frame.pageFailedText'),
        ]}
        drawing={false}
      >
        <Button variant="filled" onClick={retry}>
          {t('actions.retry')}
        </Button>
        <Button onClick={copy}>{t('frame.copyDetails')}</Button>
      </EmptyState>
    </div>
  );
}
