import { addWords } from '../late-words.ts';
import { pipelineRuns as en } from './pipeline-runs.en.ts';
import { pipelineRuns as sv } from './pipeline-runs.sv.ts';

addWords({ en: { pipelineRuns: en }, sv: { pipelineRuns: sv } });
