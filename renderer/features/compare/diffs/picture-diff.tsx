import { SegmentedControl, Slider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedFile } from '#contract/run-differences.ts';
import { useApp } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from './diffs.module.css';
import { pictureQuery } from './queries.ts';
import type { RunPair } from './run-pair.tsx';

/** Endings that a browser draws, with their types. */
const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
};

export function pictureType(path: string): string | null {
  return types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? null;
}

type PictureDiffProps = { readonly pair: RunPair; readonly file: ComparedFile; readonly type: string };

/** A picture of both runs: side by side, or one over the other with an edge to move. */
export function PictureDiff({ pair: [first, second], file, type }: PictureDiffProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState<'beside' | 'swipe'>('beside');
  const [share, setShare] = useState(50);
  const both = file.state === 'same' || file.state === 'different';
  if (!both) {
    const run = file.state === 'first' ? first : second;
    return (
      <div className={classes.pictures}>
        <Picture runId={run.runId} name={run.name} path={file.path} type={type} />
      </div>
    );
  }
  return (
    <>
      <div className={classes.pictureBar}>
        <SegmentedControl
          aria-label={t('compare.diffs.form')}
          value={form}
          data={[
            { value: 'beside', label: t('compare.diffs.beside') },
            { value: 'swipe', label: t('compare.diffs.swipe') },
          ]}
          onChange={(value) => setForm(value === 'swipe' ? 'swipe' : 'beside')}
        />
        {form === 'swipe' && (
          <Slider
            className={classes.slider}
            label={null}
            thumbLabel={t('compare.diffs.edge', { first: first.name, second: second.name })}
            value={share}
            onChange={setShare}
          />
        )}
      </div>
      {form === 'beside' ? (
        <div className={classes.pictures}>
          <Picture runId={first.runId} name={first.name} path={file.path} type={type} />
          <Picture runId={second.runId} name={second.name} path={file.path} type={type} />
        </div>
      ) : (
        <div className={classes.pictures}>
          <div className={classes.swipe}>
            <Picture runId={first.runId} name={first.name} path={file.path} type={type} />
            <div className={classes.over} style={{ clipPath: `inset(0 0 0 ${String(share)}%)` }}>
              <Picture runId={second.runId} name={second.name} path={file.path} type={type} />
            </div>
            <span className={classes.edge} style={{ left: `${String(share)}%` }} aria-hidden="true" />
          </div>
        </div>
      )}
    </>
  );
}

type PictureProps = {
  readonly runId: string;
  readonly name: string;
  readonly path: string;
  readonly type: string;
};

function Picture({ runId, name, path, type }: PictureProps) {
  const { bridge } = useApp();
  const { data, error } = useQuery(pictureQuery(bridge.client, runId, path));
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (data === undefined || image.current === null) return undefined;
    const url = URL.createObjectURL(new Blob([data], { type }));
    image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [data, type]);
  return (
    <figure className={classes.figure}>
      <figcaption>{name}</figcaption>
      {error !== null ? (
        <InlineProblem error={error} />
      ) : data === undefined ? (
        <StillBars rows={4} />
      ) : (
        <img ref={image} alt={`${name}: ${path}`} />
      )}
    </figure>
  );
}
