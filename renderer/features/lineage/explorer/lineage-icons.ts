import {
  IconActivity,
  IconBell,
  IconCube,
  IconDatabase,
  IconDatabaseImport,
  IconFile,
  IconFileText,
  IconFlask,
  IconListDetails,
  IconRoute,
  IconSquare,
  IconStack2,
  IconTable,
  IconTag,
  IconWand,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { LineageKind } from './graph-view.ts';

export const lineageIcons: Readonly<Record<LineageKind, Icon>> = {
  DatasetVersion: IconDatabase,
  File: IconFile,
  Table: IconTable,
  Ingest: IconDatabaseImport,
  Task: IconRoute,
  Run: IconFlask,
  LoggedModel: IconStack2,
  Register: IconTag,
  ModelVersion: IconCube,
  BatchPredict: IconWand,
  Batch: IconListDetails,
  Monitor: IconActivity,
  Report: IconFileText,
  Alert: IconBell,
  Other: IconSquare,
};
