import * as pdfjs from 'pdfjs-dist';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

export type PageSize = { readonly width: number; readonly height: number };

export type Pdf = {
  readonly document: PDFDocumentProxy;
  /** In points: pages that were not read yet are taken to be like the first. */
  readonly usual: PageSize;
};

/**
 * Reads a PDF in a worker of the window's own origin, of its pages only the first: the others when they come into view.
 * Nothing of it runs or is asked for elsewhere: scripts, forms and WebAssembly are off, fonts that the file does not
 * bring are the system's.
 * @throws what the library says about a file that is damaged or locked
 */
export async function openPdf(blob: Blob): Promise<Pdf> {
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  const document = await pdfjs.getDocument({
    data: new Uint8Array(await blob.arrayBuffer()),
    enableXfa: false,
    useWasm: false,
    useSystemFonts: true,
    stopAtErrors: false,
  }).promise;
  try {
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
    return { document, usual: { width, height } };
  } catch (error) {
    void document.loadingTask.destroy();
    throw error;
  }
}
