export type FileKind =
  'image' | 'table' | 'text' | 'json' | 'markdown' | 'html' | 'notebook' | 'pdf' | 'other';

const kinds: Readonly<Record<string, FileKind>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
  avif: 'image',
  svg: 'image',
  csv: 'table',
  tsv: 'table',
  parquet: 'table',
  json: 'json',
  geojson: 'json',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  ipynb: 'notebook',
  pdf: 'pdf',
};

const textEndings = new Set(
  'txt log py r sql sh ps1 yaml yml toml ini cfg conf xml js ts jsonl ndjson env lock diff patch rst tex css scala java'.split(
    ' ',
  ),
);
const textNames = new Set(['MLmodel', 'MLproject', 'Dockerfile', 'Makefile', 'README', 'LICENSE']);

/** What a file is shown as, by its name: its content decides only whether that works. */
export function kindOfFile(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  if (textNames.has(name) || textEndings.has(ending)) return 'text';
  return kinds[ending] ?? 'other';
}

/** The type that a browser shows a picture by. */
export function imageType(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return ending === 'svg' ? 'image/svg+xml' : ending === 'jpg' ? 'image/jpeg' : `image/${ending}`;
}
