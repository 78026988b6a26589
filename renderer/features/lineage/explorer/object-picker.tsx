import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { lineageSearchQuery } from '../queries.ts';
import classes from './explorer.module.css';
import { kindOf } from './graph-view.ts';
import { lineageIcons } from './lineage-icons.ts';
import { wordNode } from './word-node.ts';

type ObjectPickerProps = { readonly onPick: (uri: string) => void };

/** Finds anything whose lineage is known, by words of its name or address; before a word, what was recorded last. */
export function ObjectPicker({ onPick }: ObjectPickerProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useQuery({
    ...lineageSearchQuery(bridge.client, text.trim()),
    enabled: combobox.dropdownOpened,
  });
  return (
    <Combobox
      store={combobox}
      transitionProps={{ duration: 0 }}
      width={440}
      position="bottom-start"
      onOptionSubmit={(uri) => {
        combobox.closeDropdown();
        setText('');
        onPick(uri);
      }}
    >
      <Combobox.Target>
        <TextInput
          data-filter
          className={classes.picker}
          aria-label={t('lineageMap.find')}
          placeholder={t('lineageMap.findHint')}
          leftSection={<IconSearch size={14} stroke={1.5} aria-hidden="true" />}
          value={text}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={360} className={classes.options} aria-label={t('lineageMap.find')}>
          {found.data?.length === 0 && (
            <Combobox.Empty>
              {t(text.trim() === '' ? 'lineageMap.nothingYet' : 'lineageMap.nothingFound')}
            </Combobox.Empty>
          )}
          {found.data?.map((hit) => {
            const HitIcon = lineageIcons[kindOf(hit)];
            return (
              <Combobox.Option key={hit.uri} value={hit.uri} className={classes.option}>
                <HitIcon size={14} stroke={1.5} aria-hidden="true" />
                <span className="ell grow" translate="no">
                  {wordNode(hit, t)}
                </span>
                <span className="g3 sm">{t(`lineageMap.kinds.${kindOf(hit)}`)}</span>
                <span className={`g3 sm ${classes.optionTime}`}>
                  <RelativeTime at={hit.at} />
                </span>
              </Combobox.Option>
            );
          })}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
