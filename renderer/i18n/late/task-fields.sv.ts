export const taskFields = {
  python: {
    script: { label: 'Skript', help: 'En .py-fil, relativt projektet.' },
    args: { label: 'Argument', help: 'Skriptets argument, i ordning.' },
    module: {
      label: 'Modul',
      help: 'En modul i projektet, till exempel shop.train, i stället för ett skript.',
    },
    function: { label: 'Funktion', help: 'Det som anropas i modulen: en funktion eller en klass.' },
    kwargs: { label: 'Namngivna argument', help: 'Det som funktionen anropas med.' },
  },
  notebook: {
    notebook: { label: 'Notebook', help: 'En .ipynb-fil, relativt projektet.' },
    parameters: {
      label: 'Parametrar',
      help: 'Variabler, satta i en cell efter den som har etiketten parameters, eller före den första.',
    },
    kernel: { label: 'Kernel', help: 'En kernel för Jupyter; utan den används pipelinens Python.' },
    allow_errors: { label: 'Fortsätt efter fel', help: 'Går vidare efter en cell som misslyckas.' },
  },
  shell: {
    command: {
      label: 'Kommando',
      help: 'En eller flera rader. Slutkod 0 betyder klart, 99 hoppar över uppgiften, 100 låter den misslyckas utan nytt försök.',
    },
    shell: { label: 'Skal', help: 'sh om inget anges, på Windows cmd.' },
  },
  node: {
    script: { label: 'Skript', help: 'En .js-, .mjs-, .cjs- eller .ts-fil, relativt projektet.' },
    args: { label: 'Argument', help: 'Skriptets argument, i ordning.' },
  },
  sql: {
    database: { label: 'Databas', help: 'En SQLite-fil, relativt projektet.' },
    query: { label: 'Fråga', help: 'En SELECT; raderna hamnar i artefakten result.csv.' },
    params: { label: 'Värden', help: 'Värden för :namn i frågan.' },
    statements: {
      label: 'Satser före',
      help: 'Satser som körs först, alla eller ingen; de kräver ”Tillåt ändringar”.',
    },
    write: { label: 'Tillåt ändringar', help: 'Filen får ändras, och skapas om den inte finns.' },
  },
  'stile/load-dataset': {
    dataset: { label: 'Datamängd', help: 'Ett namn, namn@version eller datasets:/namn/version.' },
    append: { label: 'Rader efter den', help: 'Andra datamängder vars rader läggs efter den första.' },
    append_if: { label: 'Lägg till dem', help: 'Av: de andras rader utelämnas.' },
    name: { label: 'Resultatets namn', help: 'Vad de sammanlagda raderna heter som datamängd.' },
    columns: { label: 'Kolumner', help: 'Bara dessa, i den här ordningen.' },
  },
  'stile/generate-batch': {
    warehouse: { label: 'Dras ur', help: 'Datamängden som raderna dras ur.' },
    rows: { label: 'Rader', help: 'Hur många rader satsen får.' },
    drift: { label: 'Drift', help: 'På: raderna dras ur den andra datamängden, som har drivit.' },
    drift_warehouse: {
      label: 'Dras ur vid drift',
      help: 'Datamängden som raderna dras ur medan drift är på.',
    },
    seed: { label: 'Frö', help: 'Samma tal drar samma rader.' },
    name: { label: 'Satsens namn', help: 'Vad den heter som datamängd.' },
  },
  'stile/train': {
    dataset: {
      label: 'Datamängd',
      help: 'Rader att träna på: ett namn, namn@version eller datasets:/namn/version.',
    },
    experiment: { label: 'Experiment', help: 'Där körningen loggas; det skapas om det inte finns.' },
    text_column: { label: 'Textkolumn', help: 'Kolumnen med det som läses.' },
    label_column: { label: 'Svarskolumn', help: 'Kolumnen med de rätta svaren.' },
    folds: { label: 'Delar', help: 'Hur många delar korsvalideringen gör.' },
    seed: { label: 'Frö', help: 'Samma tal delar raderna på samma sätt.' },
    options: { label: 'Modellens inställningar', help: 'Hur texter räknas och modellen anpassas.' },
    'options/ngram_range': { label: 'Frasernas längd', help: 'Kortaste och längsta, i ord.' },
    'options/stop_words': { label: 'Stoppord', help: 'Ord som utelämnas.' },
    'options/min_df': {
      label: 'Ovanligaste fras',
      help: 'I minst så många texter, eller under 1 i en sådan andel av dem.',
    },
    'options/max_df': {
      label: 'Vanligaste fras',
      help: 'I högst så många texter, eller under 1 i en sådan andel av dem.',
    },
    'options/max_features': { label: 'Flest fraser', help: 'Bara så många av de vanligaste används.' },
    'options/sublinear_tf': {
      label: 'Dämpa upprepning',
      help: 'En fras som kommer tio gånger räknas inte tio gånger.',
    },
    'options/use_idf': { label: 'Väg ovanliga fraser tyngre', help: 'Omvänd dokumentfrekvens.' },
    'options/vocabulary': { label: 'Ordförråd', help: 'Bara de här fraserna räknas.' },
    'options/c': { label: 'C', help: 'Större: modellen följer raderna närmare.' },
    'options/class_weight': { label: 'Svarens vikt', help: 'balanced: ovanliga svar väger tyngre.' },
    'options/tolerance': { label: 'Tolerans', help: 'Anpassningen slutar när den ändras mindre än så.' },
    'options/max_iterations': { label: 'Flest varv', help: 'Anpassningen slutar efter så många.' },
    reference: { label: 'Referens', help: 'Osedda rader som bevakningens gränser görs av.' },
    extra_reference: {
      label: 'Ytterligare referens',
      help: 'Fler datamängder för gränserna, på ett villkor.',
    },
    extra_reference_if: { label: 'Använd ytterligare referens', help: 'Av: de utelämnas.' },
  },
  'stile/evaluate': {
    model: { label: 'Modell', help: 'runs:/<körning>/model eller models:/<namn>/<version>.' },
    splits: { label: 'Delar', help: 'Delens namn, och dess datamängd.' },
    text_column: { label: 'Textkolumn', help: 'Kolumnen med det som läses.' },
    label_column: { label: 'Svarskolumn', help: 'Kolumnen med de rätta svaren.' },
  },
  'stile/gate': {
    candidate: { label: 'Kandidat', help: 'Modellen som vill fram: runs:/<körning>/model.' },
    model: {
      label: 'Registrerad modell',
      help: 'Dess champion är det som kandidaten inte får vara sämre än.',
    },
    splits: {
      label: 'Delar',
      help: 'Delens namn, och dess datamängd; lägsta träffsäkerhet gäller den första.',
    },
    text_column: { label: 'Textkolumn', help: 'Kolumnen med det som läses.' },
    label_column: { label: 'Svarskolumn', help: 'Kolumnen med de rätta svaren.' },
    min_accuracy: { label: 'Lägsta träffsäkerhet', help: 'En andel, 0 till 1: under den kommer inget fram.' },
    margin: { label: 'Marginal', help: 'Hur långt under championen som fortfarande är lika bra.' },
  },
  'stile/register': {
    run: { label: 'Körning', help: 'Körningen vars modell registreras.' },
    model: {
      label: 'Registrerad modell',
      help: 'Ett namn som finns får en ny version, ett nytt gör en modell.',
    },
    description: { label: 'Beskrivning', help: 'Står vid versionen.' },
    metrics: { label: 'Mått', help: 'Tal som följer med versionen, oftast från en utvärdering.' },
  },
  'stile/promote': {
    model: { label: 'Registrerad modell', help: 'Modellen som får en ny champion.' },
    version: { label: 'Version', help: 'Versionen som blir champion.' },
    reason: { label: 'Skäl', help: 'Står i modellens historik.' },
    when: { label: 'Befordra', help: 'Av: uppgiften hoppar över sig själv.' },
  },
  'stile/batch-predict': {
    model: {
      label: 'Modell',
      help: 'models:/<namn>@champion, models:/<namn>/3, eller ett namn: dess champion.',
    },
    dataset: {
      label: 'Indata',
      help: 'Datamängden som poängsätts: datasets:/<namn>/<version>, eller ett namn: dess senaste version.',
    },
    text_column: {
      label: 'Textkolumn',
      help: 'För modeller som tar texter; andra tar signaturens kolumner.',
    },
    label_column: { label: 'Svarskolumn', help: 'Där de rätta svaren finns, om de redan är kända.' },
    source: { label: 'Källa', help: 'Var raderna kom ifrån; datamängdens namn om inget anges.' },
  },
  'stile/monitor': {
    batch: { label: 'Sats', help: 'Numret på satsen som granskas.' },
    reference: {
      label: 'Referens',
      help: 'Osedda rader som gränserna görs av, för en modell som inte har några med sig.',
    },
    text_column: { label: 'Textkolumn', help: 'Kolumnen med det som läses.' },
  },
  'stile/summary': {
    batch: { label: 'Sats', help: 'Numret på satsen som rapporten gäller.' },
  },
  'stile/cleanup': {
    keep_days: { label: 'Dagar att spara', help: 'Loggar från så här många dagar blir kvar.' },
    keep_runs: {
      label: 'Körningar att spara',
      help: 'Loggar från så här många av de senaste körningarna blir kvar.',
    },
  },
  approve: {
    question: { label: 'Fråga', help: 'Det som en människa ska avgöra.' },
    on_reject: {
      label: 'Efter ett nej',
      help: 'fail: uppgiften misslyckas. skip: den och det som behöver den hoppas över.',
    },
  },
  branch: {
    choose: {
      label: 'Gå vidare med',
      help: 'Uppgiften, eller uppgifterna, att gå vidare med: oftast en mall.',
    },
    cases: { label: 'Fall', help: 'Det första vars villkor gäller avgör.' },
    'cases/when': {
      label: 'När',
      help: 'true eller false, eller en jämförelse av ett utdata med ett värde, till exempel accuracy >= 0.8.',
    },
    'cases/then': {
      label: 'Gå vidare med',
      help: 'Uppgiften, eller uppgifterna, att gå vidare med när det gäller.',
    },
    else: { label: 'Annars', help: 'Om inget fall gäller; utelämnat: inget efter den körs.' },
  },
  short_circuit: {
    condition: {
      label: 'Villkor',
      help: 'true eller false, eller en jämförelse av ett utdata med ett värde, till exempel accuracy >= 0.8.',
    },
    ignore_trigger_rules: {
      label: 'Hoppa över allt nedanför',
      help: 'Av: bara uppgifterna direkt efter hoppas över, och regler avgör om resten.',
    },
  },
  wait: {
    for: { label: 'Vänta så här länge', help: 'En tidslängd, till exempel 10m.' },
    until: {
      label: 'Vänta till',
      help: 'En tid: 2027-03-28T06:00, med tidsförskjutning eller Z, eller 06:30 samma dag.',
    },
    timezone: { label: 'Tidszon', help: 'För en tid utan förskjutning; annars den här datorns zon.' },
    file: { label: 'Vänta på en fil', help: 'En fil eller mapp, relativt projektet.' },
    when: { label: 'Filen', help: 'exists: den finns. changes: den blir en annan från och med nu.' },
    pipeline: { label: 'Vänta på en pipeline', help: 'Tills en körning av den här pipelinen har slutat.' },
    state: { label: 'Slutet som räknas', help: 'Hur den körningen måste sluta (success).' },
    max_age: {
      label: 'Slutade för högst så länge sedan',
      help: 'En körning som slutade för så länge sedan räknas också; annars bara en som slutar från och med nu.',
    },
    timeout: { label: 'Högst så länge', help: 'Uppgiften väntar inte längre än så.' },
    on_timeout: {
      label: 'När den tiden är slut',
      help: 'fail: uppgiften misslyckas. skip: den hoppas över.',
    },
  },
  trigger: {
    pipeline: { label: 'Pipeline', help: 'Pipelinen som startas.' },
    params: { label: 'Parametrar', help: 'Det som den startas med.' },
    wait: {
      label: 'Vänta på dess slut',
      help: 'Går vidare när dess körning har slutat väl; misslyckas annars.',
    },
  },
};
