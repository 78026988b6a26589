import type { Words } from '../en.ts';

export const errors: Words['errors'] = {
  INVALID_ARGUMENT: '”{{value}}” passar inte för {{field}}. Ange ett annat värde.',
  INVALID_INPUT:
    'Motorn tog inte emot begäran vid {{path}}. Ladda om fönstret; om felet kommer tillbaka är fönstret och motorn av olika versioner.',
  FILTER_SYNTAX: 'Filtret går inte att tolka vid tecken {{column}}.',
  INVALID_PAGE_TOKEN: 'Listan har ändrats sedan den lästes. Läs den igen från början.',
  LIMIT_EXCEEDED: '{{what}} har {{actual}} {{unit}}; gränsen är {{limit}}.',
  PATH_NOT_ALLOWED:
    'Sökvägen ”{{path}}” är inte tillåten. Håll dig inom körningens egen mapp och undvik namn som Windows inte tar emot.',
  NOT_FOUND: '{{kind}} ”{{id}}” finns inte. Den kan ha raderats för gott.',
  ALREADY_EXISTS: '{{kind}} ”{{name}}” finns redan. Välj ett annat namn.',
  ALREADY_EXISTS_DELETED:
    '{{kind}} ”{{name}}” är raderad men håller kvar namnet. Återställ, radera för gott eller välj ett annat namn.',
  INVALID_STATE: '{{kind}} ”{{id}}” är {{state}}, så det går inte just nu.',
  CONFLICT:
    '{{kind}} ”{{id}}” har under tiden ändrats på annat håll, så inget skrevs. Se vad som finns där nu och försök igen.',
  CANNOT_UNDO: 'Det går inte att ångra: {{reason}}.',
  PARAM_CHANGED:
    'Parametern ”{{key}}” är redan ”{{stored}}” och parametrar skrivs en gång. Logga ”{{given}}” under ett annat namn eller i en ny körning.',
  DATA_INVALID: '{{source}} går inte att använda som den är.',
  MODEL_DAMAGED:
    'Modellen {{model}} är skadad: {{file}} saknas eller går inte att läsa. Registrera den igen från sin körning.',
  MODEL_NOT_RUNNABLE:
    'Stile kan inte köra {{model}} (dess format är {{flavors}}). Logga den till en körning i arbetsytan i ett format som MLflow läser som python_function.',
  MODEL_FAILED: 'Modellen {{model}} misslyckades i Python: ”{{problem}}” Mer står i motorns logg.',
  PYTHON_NOT_FOUND:
    'Ingen Python som passar hittades. Installera Python {{wanted}} från python.org, eller ange en i STILE_PYTHON, och försök igen.',
  PYTHON_ENVIRONMENT_FAILED: 'Paketen gick inte att installera för Python {{python}}. {{why}}',
  PIPELINE_INVALID:
    'Filen för pipelinen {{pipeline}} har ett fel på rad {{line}}, kolumn {{column}}: ”{{value}}” vid {{path}}. Rätta filen och försök igen.',
  GATE_FAILED:
    '{{model}} klarade inte grinden: {{check}} är {{value}} och det krävs {{needed}} (n={{n}}). Champion är kvar.',
  CANCELED: '{{what}} stoppades innan det var klart.',
  UNAUTHORIZED: 'Webbläsaren släpps inte in. Öppna adressen som npm start eller stile open skriver ut.',
  WORKSPACE_IN_USE:
    'En annan motor (process {{pid}}) har arbetsytan {{path}} öppen. Använd den, eller stoppa den först.',
  WORKSPACE_NEWER:
    'Arbetsytan {{path}} kommer från en nyare Stile (version {{found}}; den här läser {{supported}}). Uppdatera Stile.',
  WORKSPACE_NOT_WRITABLE:
    'Mappen {{path}} går inte att skriva i. Kontrollera behörigheter och att disken inte är skrivskyddad.',
  WORKSPACE_NOT_A_FOLDER: '{{path}} är ingen mapp. Välj en mapp för arbetsytan.',
  WORKSPACE_DAMAGED:
    'Databasen i {{path}} är skadad och öppen bara för läsning. Återställ den senaste säkerhetskopian.',
  DISK_FULL: 'Disken för {{path}} är full. Frigör utrymme och försök igen.',
  PORT_IN_USE: 'Port {{port}} används av ett annat program. Stoppa det eller välj en annan port.',
  ENGINE_UNREACHABLE: 'Motorn svarar inte. Dess arbetsyta är {{path}}.',
  ENGINE_STOPPING: 'Motorn håller på att stanna och tar inte emot något nytt.',
  ARCHIVE_INVALID: '{{path}} är ingen arbetsyta som Stile kan öppna.',
  UPDATE_REFUSED: '{{file}} installeras inte.',
  COMMAND_NOT_PLACED: 'Kommandot {{file}} ändrades inte.',
  EDITOR_NOT_OPENED: 'Filen öppnades inte i {{editor}}.',
  EDITOR_COMMAND_INVALID: 'Kommandot ”{{command}}” öppnar ingen fil.',
  INTERNAL: 'Något oförutsett hände i motorn. Detaljerna finns i loggen under {{id}}.',
  CONNECTION_LOST: 'Motorn svarade inte, så det här kanske inte sparades. Försök igen när den är tillbaka.',
  UNEXPECTED: 'Något oförutsett hände i fönstret: {{detail}}',
};

export const installCauses: Words['installCauses'] = {
  disk_full: 'Disken är full: frigör utrymme, eller radera miljöer som inte längre behövs.',
  offline:
    'Paketförrådet går inte att nå: anslut till nätet en gång, eller ange en Python som har paketen i STILE_PYTHON.',
  no_version:
    '{{package}} går inte att få för den: rätta kraven (för en modell: logga den igen), eller installera den Python som de skrevs för.',
  no_wheel:
    '{{package}} har inget färdigt paket för den här datorn och gick inte att bygga: installera en Python som det finns färdiga paket för, eller en kompilator.',
  conflict: '{{package}} går inte ihop: ta versioner från en miljö som ”pip check” godtar.',
  gone: 'Miljön försvann igen direkt efter att den gjorts. Försök igen.',
  other: 'Installationen sade: ”{{problem}}” Allt står i motorns logg.',
};

export const dataProblems: Words['dataProblems'] = {
  missing_column: '{{source}} har ingen kolumn ”{{value}}”. Välj en av de kolumner som finns.',
  empty: '{{source}} innehåller inga rader. Välj en fil med rubrikrad och rader under den.',
  too_few_rows:
    '{{source}} har för få rader för att träna och mäta en modell ({{value}}). Ge minst 12 rader med text för var och en av två etiketter.',
  one_class:
    'Varje rad i {{source}} har samma etikett ”{{value}}”, och en klassificerare behöver två. Välj en annan etikettkolumn.',
  too_few_per_class:
    'Etiketterna i ”{{place}}” i {{source}} har för få rader var ({{value}}). Välj en annan etikettkolumn eller lägg till rader.',
  no_classes:
    'Modellen gav {{value}} olika svar för raderna i {{source}}: det är inga klasser som kan vara rätt eller fel. Jämför en modell som förutsäger klasser.',
  unknown_labels:
    '{{source}} har {{value}} olika etiketter som modellen inte känner till. Kontrollera vilken kolumn som har etiketterna.',
  encoding: '{{source}} har inte den teckenkodning som valts ({{place}}). Välj en annan kodning.',
  format: '{{source}} går inte att läsa som en tabell ({{place}}). Välj en CSV-, JSONL- eller Parquet-fil.',
  too_large: '{{source}} är för stor ({{value}}). Välj en mindre fil eller en del av den.',
  duplicate_column: '{{source}} har kolumnen ”{{value}}” två gånger. Döp om en av dem.',
  ragged_row:
    'En rad i {{source}} har fler eller färre celler än rubrikraden ({{place}}). Prova ett annat skiljetecken.',
  query: 'Frågan mot {{source}} går inte att köra ({{value}}). Skriv en enda SELECT.',
  unreachable: '{{source}} går inte att nå. Kontrollera sökvägen eller adressen.',
  no_words: 'Texterna i {{source}} innehåller inga ord att lära av. Välj en annan textkolumn.',
  hash_differs:
    'Den sparade filen {{place}} i {{source}} är inte den som sparades. Återställ den eller lägg till datan igen.',
};

export const updateProblems: Words['updateProblems'] = {
  no_file: 'Filen {{file}} finns inte. Välj installationsfilen som hämtades.',
  no_signature_file:
    'Bredvid {{file}} finns ingen {{wanted}}. Hämta den från samma ställe och lägg den bredvid installationsfilen.',
  malformed: 'Signaturfilen till {{file}} går inte att läsa ({{found}}). Hämta båda filerna igen.',
  no_trusted_keys:
    'Det här bygget av Stile litar inte på någon nyckel och installerar därför ingen uppdatering från fil. Installera {{file}} för hand om du litar på varifrån den kommer.',
  unknown_key:
    '{{file}} är signerad med nyckeln {{found}}, som den här Stile inte litar på. Ta filen från samma ställe som Stile kom från.',
  bad_signature:
    'Signaturen för {{file}} stämmer inte: den ändrades efter att den signerades. Använd den inte.',
  other_name: 'Signaturen gäller {{wanted}}, men filen heter {{found}}. Ge den dess namn tillbaka.',
  other_size: '{{file}} har {{found}} byte i stället för {{wanted}}. Hämta den igen.',
  other_content:
    'Innehållet i {{file}} är inte det som signerades. Hämta filen igen och använd inte den här.',
  other_platform:
    '{{file}} är för ett annat system ({{found}}); det här behöver {{wanted}}. Hämta den i stället.',
  other_arch:
    '{{file}} är för processorer av typen {{found}}; den här datorn behöver {{wanted}}. Hämta den i stället.',
  not_newer: '{{file}} är version {{found}} och {{wanted}} körs: den är inte nyare.',
};

export const commandProblems: Words['commandProblems'] = {
  not_ours: '{{file}} hör till ett annat program och lämnas som det är. Flytta undan det först.',
  not_writable: '{{file}} går inte att skriva ({{cause}}). Ge ditt konto skrivrätt till mappen.',
  no_program: 'Kommandots program hittades inte på {{cause}}. Installera Stile igen.',
  not_installed:
    'Stile körs från {{cause}}, som är borta när det avslutas: inget kommando kan starta det. Installera det (på macOS: flytta det till Program), starta det därifrån och försök igen.',
  path_not_changed: 'Mappen för {{file}} kunde inte läggas till i PATH ({{cause}}). Lägg till den för hand.',
};

export const undoReasons: Words['undoReasons'] = {
  undone: 'det är redan ångrat',
  no_inverse: 'inget tar tillbaka en sådan ändring',
  incomplete: 'för lite antecknades om hur det var förut',
  gone: 'det som ändrades finns inte längre',
  changed: '{{field}} har ändrats sedan dess, från ”{{left}}” till ”{{now}}”',
};

export const kinds: Words['kinds'] = {
  job: 'Jobbet',
  activity: 'Ändringen',
  workspace: 'Arbetsytan',
  experiment: 'Experimentet',
  run: 'Körningen',
  metric: 'Mätvärdet',
  param: 'Parametern',
  tag: 'Etiketten',
  dataset: 'Datamängden',
  artifact: 'Filen',
  backup: 'Säkerhetskopian',
  file: 'Filen',
  model: 'Modellen',
  model_version: 'Modellversionen',
  logged_model: 'Den loggade modellen',
  alias: 'Aliaset',
  trace: 'Spåret',
  assessment: 'Bedömningen',
  pipeline: 'Pipelinen',
  pipeline_run: 'Pipelinekörningen',
  task: 'Uppgiften',
  batch: 'Satsen',
  alert: 'Larmet',
  transfer: 'överföring',
  lineage: 'Härkomsten',
  view: 'Vyn',
};
