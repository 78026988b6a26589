import { isUtf8 } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
import { errorText, StileError, systemCode } from '#core/kernel/errors.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { TaskTypes } from './definition/check-tasks.ts';
import { addFindings, examinePipeline } from './definition/examine-pipeline.ts';
import { parsePipeline, unreadablePipeline, type ParsedPipeline } from './definition/parse-pipeline.ts';
import { suggestName } from './definition/suggest.ts';
import { readPipelineText, type Finding, type PlaceFindings } from './definition/pipeline-text.ts';
import { readLinks, type PipelineLinks } from './definition/trigger-cycles.ts';
import { checkPipelineName, pipelineExtension as extension, pipelinePath } from './file-store.ts';
import type { LookAround } from './pipeline-files-surroundings.ts';

/** A pipeline's file as it is on the disk now. */
export interface PipelineFileContent extends ParsedPipeline {
  name: string;
  text: string;
}

/** The files of `<workspace>/pipelines`: they are the truth, whoever writes them. */
export interface PipelineFiles {
  list(): Promise<PipelineFileContent[]>;
  /** What pipelines are called, by their files alone: none is read. */
  names(): Promise<string[]>;
  /** @throws NOT_FOUND naming what is near */
  read(name: string): Promise<PipelineFileContent>;
  /** null when there is no such file */
  find(name: string): Promise<PipelineFileContent | null>;
  /** Checks a text as if it were the file of that name, among the others. */
  check(text: string, name?: string): Promise<ParsedPipeline>;
}

/** More is not read at all: the longest text that is parsed, in characters of four bytes. */
const maxBytes = 16_000_000;

/** A file as it was read, and what was found around it when it was last looked at. */
interface Known {
  stamp: string;
  content: PipelineFileContent;
  links: PipelineLinks;
  examined: { findings: string; content: PipelineFileContent } | null;
}

/**
 * Each call looks at the disk; a file that has not changed since is not read again.
 * @param lookAround what files are held against; without it, their texts alone count
 */
export function createPipelineFiles(
  paths: WorkspacePaths,
  types: TaskTypes,
  lookAround: LookAround | null = null,
): PipelineFiles {
  const { load, loadAll } = createReader(paths, types);
  const examine = (files: readonly Known[], all: readonly Known[]): PipelineFileContent[] => {
    if (lookAround === null) return files.map(({ content }) => content);
    const around = { ...lookAround(), pipelines: all.map(({ links }) => links) };
    return files.map((known) =>
      rememberFindings(known, examinePipeline(known.content.name, known.content, types, around)),
    );
  };
  const find = async (name: string): Promise<PipelineFileContent | null> => {
    const known = await load(name);
    if (known === null) return null;
    const [content = null] = examine([known], lookAround === null ? [] : await loadAll());
    return content;
  };
  return {
    find,
    names: () => listNames(paths),
    list: async () => {
      const all = await loadAll();
      return examine(all, all);
    },
    read: async (name) => {
      const content = checkPipelineName(name) === null ? await find(name) : null;
      if (content !== null) return content;
      throw pipelineNotFound(name, await listNames(paths));
    },
    check: async (text, name) => {
      const parsed = parsePipeline(text, types, name);
      if (lookAround === null) return parsed;
      const ownName = name ?? parsed.outline.name ?? '';
      const others = (await loadAll()).map(({ links }) => links).filter((links) => links.name !== ownName);
      const pipelines = [...others, readLinks(ownName, parsed.data, parsed.outline)];
      const findings = examinePipeline(ownName, parsed, types, { ...lookAround(), pipelines });
      return addFindings(parsed, findings);
    },
  };
}

/** What stands in the folder, each file read once as long as it does not change. */
function createReader(
  paths: WorkspacePaths,
  types: TaskTypes,
): { load(name: string): Promise<Known | null>; loadAll(): Promise<Known[]> } {
  const cache = new Map<string, Known>();
  const load = async (name: string): Promise<Known | null> => {
    const file = pipelinePath(paths, name);
    const stamp = await readStamp(file);
    const known = cache.get(name);
    if (stamp === null) cache.delete(name);
    if (stamp === null || stamp === known?.stamp) return stamp === null ? null : (known ?? null);
    const content = lightenContent(await readContent(file, name, types));
    const loaded = { stamp, content, links: readLinks(name, content.data, content.outline), examined: null };
    cache.set(name, loaded);
    return loaded;
  };
  const loadAll = async (): Promise<Known[]> => {
    const found = await Promise.all((await listNames(paths)).map(load));
    return found.filter((known) => known !== null);
  };
  return { load, loadAll };
}

/** The tree that findings are placed by is many times as large as its text: memory decides how long it stays. */
function lightenContent(content: PipelineFileContent): PipelineFileContent {
  const { text } = content;
  const known = new WeakRef(content.place);
  const place: PlaceFindings = (findings) => (known.deref() ?? readPipelineText(text).place)(findings);
  return { ...content, place };
}

/** The same findings stand at the same places: the text is not read again for them. */
function rememberFindings(known: Known, found: readonly Finding[]): PipelineFileContent {
  const findings = JSON.stringify(found);
  if (known.examined?.findings !== findings) {
    const { content } = known;
    known.examined = { findings, content: { ...content, ...addFindings(content, found) } };
  }
  return known.examined.content;
}

/** What the file system says of a version of a file; null when there is none, or it is a folder or a device. */
async function readStamp(file: string): Promise<string | null> {
  try {
    const found = await stat(file, { bigint: true });
    return found.isFile() ? `${found.mtimeNs} ${found.size} ${found.ino}` : null;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemCode(error))) return null;
    throw error;
  }
}

/** A file that cannot be read has a problem of its own: the others are listed and run all the same. */
async function readContent(file: string, name: string, types: TaskTypes): Promise<PipelineFileContent> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes)
      return { name, text: '', ...unreadablePipeline(`it has more than ${maxBytes} bytes`) };
    const bytes = await readFile(file);
    if (!isUtf8(bytes)) return { name, text: '', ...unreadablePipeline('it is no UTF-8') };
    const text = bytes.toString('utf8');
    return { name, text, ...parsePipeline(text, types, name) };
  } catch (error) {
    return { name, text: '', ...unreadablePipeline(errorText(error)) };
  }
}

async function listNames({ pipelines }: WorkspacePaths): Promise<string[]> {
  const entries = await readdir(pipelines, { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith(extension) && !entry.name.startsWith('.'))
    .map((entry) => entry.name.slice(0, -extension.length))
    .sort();
}

/** Names what is near, of the names that are there. */
export function pipelineNotFound(name: string, names: readonly string[]): StileError {
  const hint =
    names.length === 0 ? 'This workspace has no pipelines yet.' : `Pipelines: ${suggestName(name, names)}`;
  return new StileError('NOT_FOUND', `There is no pipeline "${name}" in this workspace. ${hint}`, {
    kind: 'pipeline',
    id: name,
  });
}
