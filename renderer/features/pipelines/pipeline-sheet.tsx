import type { PipelineSheetName } from '#renderer/search-params.ts';
import { lazyPart } from '#renderer/parts/lazy-part.ts';

const runSheets = () => import('./run-pipeline-sheet.tsx');
const RunPipelineSheet = lazyPart(runSheets, 'RunPipelineSheet');
const ClonePipelineSheet = lazyPart(runSheets, 'ClonePipelineSheet');
const ScheduleSheet = lazyPart(() => import('./schedule/schedule-sheet.tsx'), 'ScheduleSheet');
const BackfillSheet = lazyPart(() => import('./backfill/backfill-sheet.tsx'), 'BackfillSheet');
const NewPipelineSheet = lazyPart(() => import('./create/new-pipeline-sheet.tsx'), 'NewPipelineSheet');
const RenameSheet = lazyPart(() => import('./create/rename-sheet.tsx'), 'RenameSheet');

/** A sheet of a pipeline, or of one of its runs, that any page can show. */
export function PipelineSheet({ sheet, about }: { sheet: PipelineSheetName; about: string }) {
  switch (sheet) {
    case 'run-pipeline':
      return <RunPipelineSheet key={about} name={about} />;
    case 'clone-pipeline-run':
      return <ClonePipelineSheet key={about} pipelineRunId={about} />;
    case 'schedule':
      return <ScheduleSheet key={about} name={about} />;
    case 'new-pipeline':
      return <NewPipelineSheet key={about} from={about} />;
    case 'rename-pipeline':
      return <RenameSheet key={about} name={about} />;
    case 'backfill':
      return <BackfillSheet key={about} name={about} />;
  }
}
