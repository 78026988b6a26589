import { addWords } from '../late-words.ts';
import { pipelineChecks as enChecks } from './pipeline-checks.en.ts';
import { pipelineChecks as svChecks } from './pipeline-checks.sv.ts';
import { pipelineForm as en } from './pipeline-form.en.ts';
import { pipelineForm as sv } from './pipeline-form.sv.ts';
import { taskFields as enFields } from './task-fields.en.ts';
import { taskFields as svFields } from './task-fields.sv.ts';

addWords({
  en: { pipelineForm: en, pipelineChecks: enChecks, taskFields: enFields },
  sv: { pipelineForm: sv, pipelineChecks: svChecks, taskFields: svFields },
});
