import { EditorState, type Extension } from '@codemirror/state';
import type { TFunction } from 'i18next';

/** What the editor's own parts say, by the English that they ask for: its panel of search, folds, marks and offers. */
export function yamlPhrases(t: TFunction): Extension {
  return EditorState.phrases.of({
    Find: t('pipelineForm.text.find'),
    Replace: t('pipelineForm.text.replace'),
    next: t('pipelineForm.text.next'),
    previous: t('pipelineForm.text.previous'),
    all: t('pipelineForm.text.all'),
    'match case': t('pipelineForm.text.matchCase'),
    regexp: t('pipelineForm.text.regexp'),
    'by word': t('pipelineForm.text.byWord'),
    replace: t('pipelineForm.text.replaceOne'),
    'replace all': t('pipelineForm.text.replaceAll'),
    close: t('pipelineForm.text.close'),
    'current match': t('pipelineForm.text.currentMatch'),
    'on line': t('pipelineForm.text.onLine'),
    'replaced match on line $': t('pipelineForm.text.replacedOne'),
    'replaced $ matches': t('pipelineForm.text.replacedAll'),
    'Go to line': t('pipelineForm.text.goToLine'),
    go: t('pipelineForm.text.go'),
    'Fold line': t('pipelineForm.text.fold'),
    'Unfold line': t('pipelineForm.text.unfold'),
    'Folded lines': t('pipelineForm.text.didFold'),
    'Unfolded lines': t('pipelineForm.text.didUnfold'),
    to: t('pipelineForm.text.to'),
    'folded code': t('pipelineForm.text.foldedCode'),
    unfold: t('pipelineForm.text.unfoldCode'),
    Completions: t('pipelineForm.text.completions'),
    Diagnostics: t('pipelineForm.text.diagnostics'),
    'No diagnostics': t('pipelineForm.text.noDiagnostics'),
    'Control character': t('pipelineForm.text.controlCharacter'),
    'Selection deleted': t('pipelineForm.text.selectionDeleted'),
  });
}
