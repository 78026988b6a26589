import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../artifacts-tab.module.css';
import type { PageSize } from './open-pdf.ts';

type PdfPageProps = {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  readonly count: number;
  readonly usual: PageSize;
  readonly scale: number;
};

/** One page: read and drawn when it comes near the view, an empty sheet of its size before and after. */
export function PdfPage({ document, number, count, usual, scale }: PdfPageProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(box);
  const [page, setPage] = useState<PDFPageProxy>();
  const [failure, setFailure] = useState(false);
  useEffect(() => {
    if (!isNear || page !== undefined) return;
    let isLeft = false;
    document.getPage(number).then(
      (found) => {
        if (!isLeft) setPage(found);
      },
      () => {
        if (!isLeft) setFailure(true);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [document, number, isNear, page]);
  const size = page?.getViewport({ scale }) ?? { width: usual.width * scale, height: usual.height * scale };
  const label = t('runPage.pdfPage', { page: number, count });
  return (
    <div
      ref={box}
      className={classes.page}
      style={{ width: size.width, height: size.height }}
      role="group"
      aria-label={label}
    >
      {isNear && page !== undefined && <DrawnPage page={page} scale={scale} />}
      {failure && <p className={classes.pageFailed}>{t('runPage.pdfBadPage', { page: number })}</p>}
    </div>
  );
}

/** Pages this far from the view are drawn ahead. */
const aheadPx = 400;

function useIsNear(box: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), {
      root: box.current.parentElement,
      rootMargin: `${String(aheadPx)}px`,
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return isNear;
}

/** The picture of a page, and its text. What it took is given back when it is left. */
function DrawnPage({ page, scale }: { readonly page: PDFPageProxy; readonly scale: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  const { width, height } = page.getViewport({ scale });
  useEffect(() => {
    if (canvas.current === null) return;
    const viewport = page.getViewport({ scale: scale * window.devicePixelRatio });
    canvas.current.width = Math.floor(viewport.width);
    canvas.current.height = Math.floor(viewport.height);
    const task = page.render({ canvas: canvas.current, viewport });
    // A page that is left, or drawn in another size, gives its drawing up.
    const drawn = task.promise.catch(() => undefined);
    return () => {
      task.cancel();
      void drawn.then(() => page.cleanup());
    };
  }, [page, scale]);
  useEffect(() => {
    let isLeft = false;
    page.getTextContent().then(
      ({ items }) => {
        if (!isLeft) setText(items.map((item) => ('str' in item ? item.str : '')).join(' '));
      },
      // A document that is closed meanwhile has no texts to tell.
      () => undefined,
    );
    return () => {
      isLeft = true;
    };
  }, [page]);
  return (
    <>
      <canvas ref={canvas} aria-hidden="true" style={{ width, height }} />
      <p className={classes.pageText}>{text}</p>
    </>
  );
}
