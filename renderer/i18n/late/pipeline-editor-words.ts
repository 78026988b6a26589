import { addWords } from '../late-words.ts';
import { pipelineEditor as en } from './pipeline-editor.en.ts';
import { pipelineEditor as sv } from './pipeline-editor.sv.ts';

addWords({ en: { pipelineEditor: en }, sv: { pipelineEditor: sv } });
