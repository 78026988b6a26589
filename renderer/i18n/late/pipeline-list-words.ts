import { addWords } from '../late-words.ts';
import { backfill as backfillEn, pipelineList as en } from './pipeline-list.en.ts';
import { backfill as backfillSv, pipelineList as sv } from './pipeline-list.sv.ts';

addWords({ en: { pipelineList: en, backfill: backfillEn }, sv: { pipelineList: sv, backfill: backfillSv } });
