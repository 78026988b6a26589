import type { ModelStage } from '#contract/registry.ts';
import { invalidField, missingField, nonEmptyString, required, string, type Field } from './fields.ts';

export const modelName = { name: required(nonEmptyString) };

/** Numbers of versions travel as texts. */
const versionNumber: Field<number> = {
  isList: false,
  read: (raw, name) => {
    const text = string.read(raw, name);
    if (text === '') throw missingField(name);
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw invalidField(name, raw, 'the number of a version is a whole number as a text.');
  },
};

export const versionRef = { ...modelName, version: required(versionNumber) };

const stages = new Map<string, ModelStage>([
  ['none', 'None'],
  ['staging', 'Staging'],
  ['production', 'Production'],
  ['archived', 'Archived'],
]);

/** Upper and lower case are one. */
export const stage: Field<ModelStage> = {
  isList: false,
  read: (raw, name) => {
    const found = stages.get(string.read(raw, name).toLowerCase());
    if (found !== undefined) return found;
    throw invalidField(name, raw, 'a stage is one of None, Staging, Production and Archived.');
  },
};
