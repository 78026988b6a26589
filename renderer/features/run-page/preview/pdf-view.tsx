import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { ZoomButtons } from '#renderer/parts/zoom-buttons.tsx';
import classes from '../artifacts-tab.module.css';
import { openPdf } from './open-pdf.ts';
import type { Pdf } from './open-pdf.ts';
import { PdfPage } from './pdf-page.tsx';

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;
/** Of a PDF's points, so that a page of A4 fits beside the list of files. */
const plain = 2;

/** The pages of a PDF as pictures, with their texts for screen readers: those in view, and those next to them. */
export function PdfView({ path, blob }: { readonly path: string; readonly blob: Blob }) {
  const { t } = useTranslation();
  const pdf = usePdf(blob);
  const [zoom, setZoom] = useState<number>(plain);
  if (pdf === undefined) return <StillBars />;
  const { document, usual } = pdf;
  const count = document.numPages;
  return (
    <>
      <div className={classes.tools}>
        <span className="g3 sm grow">{t('runPage.pdfFacts', { count })}</span>
        <ZoomButtons at={zoom} count={zooms.length} onZoom={setZoom} />
      </div>
      <div className={classes.pages} tabIndex={0} role="region" aria-label={path}>
        {Array.from({ length: count }, (_, index) => (
          <PdfPage
            key={index}
            document={document}
            number={index + 1}
            count={count}
            usual={usual}
            scale={zooms[zoom] ?? 1}
          />
        ))}
      </div>
    </>
  );
}

type Opened = { readonly blob: Blob; readonly pdf?: Pdf; readonly error?: Error };

/**
 * The document in these bytes; undefined until it is open.
 * @throws what the library says of a file that it cannot read, for the boundary around the preview
 */
function usePdf(blob: Blob): Pdf | undefined {
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    let isLeft = false;
    const opening = openPdf(blob);
    opening.then(
      (pdf) => {
        if (!isLeft) setOpened({ blob, pdf });
      },
      (reason: unknown) => {
        if (!isLeft) setOpened({ blob, error: reason instanceof Error ? reason : new Error('unknown') });
      },
    );
    return () => {
      isLeft = true;
      void opening.then(({ document }) => document.loadingTask.destroy()).catch(() => undefined);
    };
  }, [blob]);
  // The document of bytes that are no longer shown is closed.
  if (opened?.blob !== blob) return undefined;
  if (opened.error !== undefined) throw opened.error;
  return opened.pdf;
}
