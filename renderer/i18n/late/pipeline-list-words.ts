import { addWords } from '../late-words.ts';
import { pipelineList as en } from './pipeline-list.en.ts';
import { pipelineList as sv } from './pipeline-list.sv.ts';

addWords({ en: { pipelineList: en }, sv: { pipelineList: sv } });
