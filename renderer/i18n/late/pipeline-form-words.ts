import { addWords } from '../late-words.ts';
import { pipelineForm as en } from './pipeline-form.en.ts';
import { pipelineForm as sv } from './pipeline-form.sv.ts';

addWords({ en: { pipelineForm: en }, sv: { pipelineForm: sv } });
