/** Names without an extension, and extensions, that MLflow takes for text whatever else they are. */
const texts = new Set(
  (
    'txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst ipynb ' +
    'MLmodel MLproject'
  ).split(' '),
);

/** Media types as IANA lists them, of what runs and models leave behind. */
const types = new Map(
  Object.entries({
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    bmp: 'image/bmp',
    webp: 'image/webp',
    tif: 'image/tiff',
    tiff: 'image/tiff',
    svg: 'image/svg+xml',
    ico: 'image/vnd.microsoft.icon',
    html: 'text/html',
    htm: 'text/html',
    css: 'text/css',
    c: 'text/plain',
    h: 'text/plain',
    bat: 'text/plain',
    pdf: 'application/pdf',
    zip: 'application/zip',
    tar: 'application/x-tar',
    tgz: 'application/x-tar',
    h5: 'application/x-hdf5',
    wasm: 'application/wasm',
    webm: 'video/webm',
    mp4: 'video/mp4',
    mov: 'video/quicktime',
    avi: 'video/x-msvideo',
    mp3: 'audio/mpeg',
    wav: 'audio/x-wav',
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
    sh: 'application/x-sh',
  }),
);

/** The Content-Type of a file by its name alone; nothing here looks into a file. */
export function fileType(name: string): string {
  const dot = name.lastIndexOf('.');
  // A leading dot begins a name, it does not end one: `.json` has no extension.
  const extension = dot > 0 ? name.slice(dot + 1) : name;
  if (texts.has(extension)) return 'text/plain';
  return types.get(extension.toLowerCase()) ?? 'application/octet-stream';
}

/** Tells a browser to save the file, under its name (RFC 6266, with RFC 8187 for names beyond ASCII). */
export function saveAs(name: string): string {
  if (/^[\w.+-]+$/.test(name)) return `attachment; filename=${name}`;
  const ascii = name.replace(/[^ -~]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
