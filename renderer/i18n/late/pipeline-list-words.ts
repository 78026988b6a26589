import { addWords } from '../late-words.ts';
import { newPipeline as newEn } from './new-pipeline.en.ts';
import { newPipeline as newSv } from './new-pipeline.sv.ts';
import { backfill as backfillEn, pipelineList as en } from './pipeline-list.en.ts';
import { backfill as backfillSv, pipelineList as sv } from './pipeline-list.sv.ts';

addWords({
  en: { pipelineList: en, backfill: backfillEn, newPipeline: newEn },
  sv: { pipelineList: sv, backfill: backfillSv, newPipeline: newSv },
});
