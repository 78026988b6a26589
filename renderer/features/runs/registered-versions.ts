import type { Tag } from '#contract/entities.ts';

/** Clients and server keep here as what a logged model was registered. */
const versionsTag = 'mlflow.modelVersions';

/** The versions that a logged model was registered as, each once. What is written by others may be anything. */
export function registeredVersions(tags: readonly Tag[]): { name: string; version: string }[] {
  const text = tags.find(({ key }) => key === versionsTag)?.value;
  const list = text === undefined ? [] : readList(text);
  const seen = new Map(
    list.flatMap((item) => readVersion(item)).map((found) => [`${found.name}/${found.version}`, found]),
  );
  return [...seen.values()];
}

function readList(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function readVersion(item: unknown): { name: string; version: string }[] {
  if (typeof item !== 'object' || item === null || !('name' in item) || !('version' in item)) return [];
  const { name, version } = item;
  if (typeof name !== 'string' || !['string', 'number'].includes(typeof version)) return [];
  return [{ name, version: String(version) }];
}
