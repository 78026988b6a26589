import * as pdfjs from 'pdfjs-dist';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/** Pages that are opened: more than anyone scrolls through here. */
const mostPages = 500;

/**
 * Reads a PDF in a worker of the window's own origin. Nothing of it runs or is asked for elsewhere: scripts, forms and
 * WebAssembly are off, fonts that the file does not bring are the system's.
 * @throws what the library says about a file that is damaged or locked
 */
export async function openPdf(
  blob: Blob,
): Promise<{ document: PDFDocumentProxy; pages: readonly PDFPageProxy[] }> {
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  const document = await pdfjs.getDocument({
    data: new Uint8Array(await blob.arrayBuffer()),
    enableXfa: false,
    useWasm: false,
    useSystemFonts: true,
    stopAtErrors: false,
  }).promise;
  const numbers = Array.from({ length: Math.min(document.numPages, mostPages) }, (_, index) => index + 1);
  return { document, pages: await Promise.all(numbers.map((number) => document.getPage(number))) };
}
