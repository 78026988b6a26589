import { tracking } from './0001-tracking.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [tracking];

/** The schema that this build reads and writes. */
export const schemaVersion: number = migrations.length;
