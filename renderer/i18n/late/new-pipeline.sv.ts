import type { newPipeline as en } from './new-pipeline.en.ts';

/** Orden när en pipeline skapas eller får ett annat namn. */
export const newPipeline = {
  title: 'Ny pipeline',
  open: 'Ny pipeline',
  duplicate: 'Kopiera {{name}}',
  duplicateItem: 'Kopiera…',
  name: 'Namn',
  nameHint: 'Det är också namnet på dess fil.',
  troubles: {
    character: 'Ett filnamn har inget av < > : " / \\ | ? och *.',
    end: 'Ett namn börjar och slutar med annat än punkt och mellanslag.',
    reserved: 'Windows behåller {{name}} för sig självt.',
    long: 'Namnet är för långt.',
    taken: 'Det finns redan en pipeline {{name}}.',
  },
  begin: 'Börja med',
  from: { template: 'Mall', pipeline: 'En annan pipeline', empty: 'Inget' },
  emptyText: 'En pipeline utan uppgifter: de finns i redigerarens palett.',
  other: 'Pipeline',
  tasks_one: '{{count, number}} uppgift',
  tasks_other: '{{count, number}} uppgifter',
  missing: {
    dataset: 'Det finns ingen datamängd {{name}} än',
    model: 'Modellen {{name}} har ingen champion än',
    pipeline: 'Det finns ingen pipeline {{name}} än',
    file: 'Det finns ingen fil {{name}} än',
  },
  create: 'Skapa',
  didCreate: 'Pipelinen {{name}} skapad',
  rename: 'Byt namn på {{name}}',
  renameItem: 'Byt namn…',
  renameNow: 'Byt namn',
  renameText:
    'Filen får det nya namnet, och pipelines som startar den eller väntar på den följer med. Dess körningar stannar under det gamla namnet.',
  didRename: '{{name}} heter nu {{to}}',
  didRenameNamed: '{{name}} heter nu {{to}}; ändra det för hand i {{others}}',
  delete: 'Ta bort',
  didDelete: 'Pipelinen {{name}} borttagen; dess körningar finns kvar',
  didDeleteNamed: 'Pipelinen {{name}} borttagen; {{others}} nämner den fortfarande',
  templates: {
    train: {
      title: 'Träna, validera, registrera',
      text: 'Tränar en textklassificerare, håller den mot championen på samma rader, registrerar och befordrar den.',
    },
    train_with_approval: {
      title: 'Träna, och fråga en person',
      text: 'Ny data tränar och registrerar en klassificerare; en person avgör om den blir champion.',
    },
    sweep: {
      title: 'Svep över inställningar',
      text: 'Tränar samma data med flera inställningar, en körning för var, och mäter alla på undanhållna rader.',
    },
    predict: {
      title: 'Prediktera och bevaka en batch',
      text: 'Poängsätter en batch med championen, prövar den för drift och skriver en sammanfattning.',
    },
    score_new_data: {
      title: 'Poängsätt ny data',
      text: 'Varje ny version av en datamängd poängsätts med championen och prövas för drift.',
    },
    retrain_on_drift: {
      title: 'Träna om vid larm',
      text: 'Ett larm om modellen frågar en person, och ett ja tränar om.',
    },
    python: {
      title: 'Pythonskript',
      text: 'Kör ett skript med parametrar; en vanlig MLflow-klient i det loggar hit.',
    },
    notebook: {
      title: 'Notebook varje natt',
      text: 'Kör en notebook från början till slut och behåller resultatet.',
    },
    sql_report: {
      title: 'SQL-rapport',
      text: 'Frågar en SQLite-fil varje vardagsmorgon; raderna blir en CSV-fil i körningen.',
    },
    shell: {
      title: 'Kommandon',
      text: 'Kommandon efter varandra och sida vid sida, med ett sista som alltid körs.',
    },
  },
} satisfies typeof en;
