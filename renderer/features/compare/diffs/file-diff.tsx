import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ComparedFile } from '#contract/run-differences.ts';
import { useApp } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TextDiff } from '#renderer/parts/diff/text-diff.tsx';
import classes from './diffs.module.css';
import { PictureDiff, pictureType } from './picture-diff.tsx';
import { fileDiffQuery } from './queries.ts';
import { pairKey } from './run-pair.tsx';
import type { RunPair } from './run-pair.tsx';
import { TableDiff } from './table-diff.tsx';

type FileDiffProps = {
  readonly pair: RunPair;
  readonly file: ComparedFile;
  readonly form: 'split' | 'unified';
  readonly as: 'table' | 'text';
};

/** What differs in one file, as what it is. */
export function FileDiff(props: FileDiffProps) {
  const type = pictureType(props.file.path);
  if (type !== null)
    return (
      <PictureDiff
        key={`${pairKey(props.pair)} ${props.file.path}`}
        pair={props.pair}
        file={props.file}
        type={type}
      />
    );
  return <Difference {...props} />;
}

function Difference({ pair, file, form, as }: FileDiffProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data, error } = useQuery(fileDiffQuery(bridge.client, pair, file.path, as));
  if (error !== null && data === undefined) return <InlineProblem error={error} />;
  if (data === undefined) return <StillBars rows={6} />;
  if (data.kind === 'table') return <TableDiff found={data} label={file.path} />;
  if (data.kind === 'text') {
    const names = [pair[0].name, pair[1].name] as const;
    // Beside a file that only one run has there would be nothing.
    const isBoth = file.state === 'same' || file.state === 'different';
    return (
      <TextDiff
        key={`${pairKey(pair)} ${file.path}`}
        chunks={data.chunks}
        form={isBoth ? form : 'unified'}
        names={names}
        command="stile run diff"
        label={file.path}
      />
    );
  }
  const said = data.isSame ? 'sameBytes' : data.why === 'binary' ? 'otherBytes' : 'tooLarge';
  return <p className={classes.note}>{t(`compare.diffs.${said}`)}</p>;
}
