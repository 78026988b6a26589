export const pipelineForm = {
  palette: {
    label: 'Typer av uppgifter',
    search: 'Lägg till uppgift',
    noneFound: 'Ingen typ stämmer med ”{{text}}”.',
    drop: 'Släpp en .py- eller .ipynb-fil så blir den en uppgift',
    expand: 'Visa typernas namn',
    collapse: 'Visa bara ikoner',
    add: 'Lägg till {{name}}',
  },
};
