/** Filer som öppnas i användarens egen textredigerare. */
export const textEditor = {
  openIn: 'Öppna i {{editor}}',
  openOneIn: 'Öppna {{path}} i {{editor}}',
  fileIn: 'Öppna filen i {{editor}}',
  none: 'Välj textredigerare…',
  fileNone: 'Öppna filen i en textredigerare…',
  noneOne: 'Välj en textredigerare att öppna {{path}} i',
  some: 'Öppna i din textredigerare',
  someOne: 'Öppna {{path}} i din textredigerare',
  fileSome: 'Öppna filen i din textredigerare',
  opened: '{{file}} är öppen i {{editor}}',
  openedCopy: 'En kopia av {{file}} är öppen i {{editor}}: det lagrade förblir som det är',
  systemEditor: 'textredigeraren',
};

export const editorProblems = {
  none_found:
    'Ingen textredigerare hittades på den här datorn. Installera en, till exempel VS Code, eller ange en egen under Inställningar, Skrivbord.',
  gone: '{{editor}} finns inte längre på den här datorn. Välj en annan textredigerare under Inställningar, Skrivbord.',
  no_display:
    '{{editor}} har ingen skärm att öppna ett fönster på där motorn körs. Starta motorn på ditt skrivbord.',
  not_started:
    '{{editor}} kunde inte startas ({{cause}}). Välj en annan textredigerare under Inställningar, Skrivbord.',
  ended: '{{editor}} avslutades genast: {{cause}}',
  not_copied:
    'Det som är lagrat öppnas som en kopia, och kopian kan inte skapas ({{cause}}). Frigör plats på disken för tillfälliga filer.',
  no_try_file:
    'Den lilla fil som en textredigerare provas med går inte att skriva ({{cause}}). Ge ditt konto skrivrätt där.',
  not_read: 'Valet av textredigerare går inte att läsa ({{cause}}). Gör filen läsbar, eller ta bort den.',
  not_kept: 'Valet av textredigerare går inte att spara ({{cause}}). Ge ditt konto skrivrätt där.',
};

export const editorCommandProblems = {
  empty: 'Skriv ett kommando, till exempel: code --goto {file}:{line}',
  open_quote: 'Citattecknet {{part}} vid tecken {{place}} saknar slut. Avsluta det.',
  open_escape: 'Omvänt snedstreck vid tecken {{place}} står sist. Skriv två för ett.',
  unknown_placeholder:
    'Inget är känt för {{part}}, i ordet vid tecken {{place}}. Det finns {file} och {line}.',
  placeholder_first: 'Kommandot börjar med {{part}}, vilket skulle starta filen. Skriv ett program före.',
  no_program: 'Det finns inget program {{part}} på den här datorn. Ange hela sökvägen, eller installera det.',
  needs_terminal:
    '{{part}} behöver en terminal, och ett fönster har ingen. Starta en med kommandot, till exempel: gnome-terminal -- {{part}} {file}',
  quote_in_script:
    '{{part}} är en kommandofil, som inte tar citattecken inne i sina ord. Ange programmet som den startar.',
  macos_app:
    '{{part}} är en app för macOS, som är en mapp och inget program. Låt den öppnas: open -a "{{part}}" {file}',
};
