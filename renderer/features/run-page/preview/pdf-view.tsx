import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from '../artifacts-tab.module.css';
import { openPdf } from './open-pdf.ts';

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;
/** Of a PDF's points, so that a page of A4 fits beside the list of files. */
const plain = 2;

type Pdf = { readonly document: PDFDocumentProxy; readonly pages: readonly PDFPageProxy[] };

/** The pages of a PDF as pictures, with their texts for screen readers. Pages are drawn when they come into view. */
export function PdfView({ path, blob }: { readonly path: string; readonly blob: Blob }) {
  const { t } = useTranslation();
  const [pdf, setPdf] = useState<Pdf>();
  const [error, setError] = useState<Error | null>(null);
  const [zoom, setZoom] = useState<number>(plain);
  useEffect(() => {
    let isLeft = false;
    const opened = openPdf(blob);
    opened.then(
      (found) => {
        if (!isLeft) setPdf(found);
      },
      (reason: unknown) => {
        if (!isLeft) setError(reason instanceof Error ? reason : new Error('unknown'));
      },
    );
    return () => {
      isLeft = true;
      void opened.then(({ document }) => document.loadingTask.destroy()).catch(() => undefined);
    };
  }, [blob]);
  if (error !== null) throw error;
  if (pdf === undefined) return <StillBars />;
  return (
    <>
      <div className={classes.tools}>
        <span className="g3 sm grow">{t('runPage.pdfFacts', { count: pdf.document.numPages })}</span>
        <ActionIcon
          size={24}
          aria-label={t('runPage.pdfSmaller')}
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          <IconMinus size={14} stroke={1.5} />
        </ActionIcon>
        <ActionIcon
          size={24}
          aria-label={t('runPage.pdfLarger')}
          disabled={zoom === zooms.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <IconPlus size={14} stroke={1.5} />
        </ActionIcon>
      </div>
      <div className={classes.pages} tabIndex={0} role="region" aria-label={path}>
        {pdf.pages.map((page) => (
          <PdfPage key={page.pageNumber} page={page} count={pdf.document.numPages} scale={zooms[zoom] ?? 1} />
        ))}
      </div>
    </>
  );
}

type PdfPageProps = { readonly page: PDFPageProxy; readonly count: number; readonly scale: number };

function PdfPage({ page, count, scale }: PdfPageProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isSeen, setSeen] = useState(false);
  const [text, setText] = useState('');
  const { width, height } = page.getViewport({ scale });
  useEffect(() => {
    if (box.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) setSeen(true);
      },
      { rootMargin: '400px' },
    );
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isSeen || canvas.current === null) return;
    const density = window.devicePixelRatio;
    const viewport = page.getViewport({ scale: scale * density });
    canvas.current.width = Math.floor(viewport.width);
    canvas.current.height = Math.floor(viewport.height);
    const task = page.render({ canvas: canvas.current, viewport });
    // A page that is left, or drawn in another size, gives its drawing up.
    task.promise.catch(() => undefined);
    return () => task.cancel();
  }, [isSeen, page, scale]);
  useEffect(() => {
    if (!isSeen) return;
    let isLeft = false;
    void page.getTextContent().then(({ items }) => {
      if (!isLeft) setText(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    });
    return () => {
      isLeft = true;
    };
  }, [isSeen, page]);
  const label = t('runPage.pdfPage', { page: page.pageNumber, count });
  return (
    <div ref={box} className={classes.page} style={{ width, height }}>
      <canvas ref={canvas} role="img" aria-label={label} style={{ width, height }} />
      <p className={classes.pageText}>{text}</p>
    </div>
  );
}
