import type { Words } from '../en.ts';

export const connect: Words['connect'] = {
  title: 'Logga från din egen kod',
  text: 'Varje skript eller notebook som loggar med mlflow loggar hit, oförändrat, när det känner till den här adressen.',
  portTaken: 'Port {{port}} tillhör ett annat program, så Stile lyssnar på {{address}}.',
  place: 'Var du klistrar in det',
  places: {
    python: 'Python',
    posix: 'macOS, Linux',
    powershell: 'PowerShell',
    cmd: 'cmd',
  },
  line: 'Spårningsadress',
  firstRun: 'En första körning',
  way: 'Hur',
  ways: { python: 'Python', stile: 'stile' },
  commands: 'Kommandon',
  script: 'Skript',
  copy: 'Kopiera: {{what}}',
  firstExperiment: 'mitt-forsta',
  waiting: 'Väntar på det första anropet från en klient',
  seen: '{{client}} har anropat',
  open: 'Logga från din egen kod',
};
