/** Filer som öppnas i användarens egen textredigerare. */
export const textEditor = {
  openIn: 'Öppna i {{editor}}',
  openOneIn: 'Öppna {{path}} i {{editor}}',
  fileIn: 'Öppna filen i {{editor}}',
  none: 'Öppna i en textredigerare…',
  noneOne: 'Välj en textredigerare att öppna {{path}} i',
  opened: '{{file}} är öppen i {{editor}}',
  systemEditor: 'textredigeraren',
};
