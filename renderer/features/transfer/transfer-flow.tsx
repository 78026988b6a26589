import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferJob, TransferPreview } from '#contract/transfer.ts';
import form from '#renderer/parts/data-form.module.css';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { TransferProgress } from './transfer-progress.tsx';
import { PreviewTables } from './preview-tables.tsx';

type TransferFlowProps = {
  readonly direction: 'import' | 'push';
  /** What is asked for: a preview of another order is no longer shown. */
  readonly order: object;
  readonly isReady: boolean;
  readonly preview: (signal: AbortSignal) => Promise<TransferPreview>;
  readonly start: () => Promise<TransferJob>;
  /** The fields of the order. */
  readonly children: ReactNode;
};

/** Fields, then what would come, then the work itself and its report. */
export function TransferFlow({ direction, order, isReady, preview, start, children }: TransferFlowProps) {
  const { t } = useTranslation();
  const [jobId, setJobId] = useState<number | null>(null);
  const asked = JSON.stringify(order);
  const looking = useMutation({
    mutationFn: async () => ({ asked, found: await preview(new AbortController().signal) }),
  });
  const starting = useMutation({ mutationFn: start, onSuccess: (job) => setJobId(job.jobId) });
  /** The fields stay; what there is to bring has changed, so it is looked at anew. */
  function again(): void {
    looking.reset();
    setJobId(null);
  }
  const found = looking.data?.asked === asked ? looking.data.found : null;
  if (jobId !== null) {
    return (
      <div className={form.form}>
        <TransferProgress jobId={jobId} onAgain={again} />
      </div>
    );
  }
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (found === null) looking.mutate();
        else starting.mutate();
      }}
    >
      {children}
      {looking.isError && <InlineProblem error={looking.error} />}
      {starting.isError && <InlineProblem error={starting.error} />}
      {found !== null && <PreviewTables preview={found} />}
      <div className="row">
        <Button type="submit" variant="filled" disabled={!isReady || looking.isPending || starting.isPending}>
          {found === null
            ? t(looking.isPending ? 'transfer.looking' : 'transfer.look')
            : t(`transfer.start.${direction}`)}
        </Button>
      </div>
    </form>
  );
}
