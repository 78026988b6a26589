import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './form.module.css';
import { useForm } from './form-context.ts';

/** What the tasks before, the params and the run have to offer: a click puts it into the field. */
export function TemplateMenu({ label, onPick }: { label: string; onPick: (text: string) => void }) {
  const { t } = useTranslation();
  const { templates } = useForm();
  if (templates.length === 0) return null;
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Tooltip label={t('pipelineForm.insert')}>
          <ActionIcon size={18} aria-label={t('pipelineForm.insertInto', { name: label })}>
            <IconBraces size={13} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={classes.templates}>
        {(['output', 'param', 'run'] as const).map((kind) => {
          const some = templates.filter((template) => template.kind === kind);
          return (
            some.length > 0 && [
              <Menu.Label key={kind}>{t(`pipelineForm.templateKinds.${kind}`)}</Menu.Label>,
              ...some.map(({ text }) => (
                <Menu.Item key={text} onClick={() => onPick(text)}>
                  <span className="mono" translate="no">
                    {text.slice(3, -3)}
                  </span>
                </Menu.Item>
              )),
            ]
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
