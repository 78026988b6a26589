import { addWords } from '../late-words.ts';
import { taskKinds as en } from './task-kinds.en.ts';
import { taskKinds as sv } from './task-kinds.sv.ts';

addWords({ en: { taskKinds: en }, sv: { taskKinds: sv } });
