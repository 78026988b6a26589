import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { tokenVariables } from './tokens.ts';

const sans = '"IBM Plex Sans Variable", "IBM Plex Sans", system-ui, sans-serif';
const mono = '"IBM Plex Mono", ui-monospace, monospace';

const moss: MantineColorsTuple = [
  '#F4F7EA',
  '#E8EED6',
  '#D3DFB4',
  '#B5CF6B',
  '#9DBB52',
  '#7E9C36',
  '#5F7F22',
  '#4C6B16',
  '#3E5912',
  '#2C400B',
];
const dark: MantineColorsTuple = [
  '#E9EBE4',
  '#BDC1B6',
  '#9A9F92',
  '#72776B',
  '#40453C',
  '#2E322B',
  '#1D201C',
  '#171916',
  '#141613',
  '#121411',
];
const gray: MantineColorsTuple = [
  '#F8F8F4',
  '#F3F3ED',
  '#EDEDE6',
  '#DFDFD7',
  '#C6C8BC',
  '#8E9185',
  '#85887C',
  '#62665B',
  '#4A4E45',
  '#1D201B',
];

export const theme = createTheme({
  colors: { moss, dark, gray },
  primaryColor: 'moss',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  white: '#FFFFFF',
  black: '#1D201B',
  fontFamily: sans,
  fontFamilyMonospace: mono,
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.34', sm: '1.54', md: '1.54' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px' },
  defaultRadius: 'sm',
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: { fontWeight: '600' },
  shadows: { md: 'var(--st-shadow-pop)' },
  respectReducedMotion: true,
  cursorType: 'default',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Menu: {
      defaultProps: { shadow: 'md', radius: 'lg', transitionProps: { duration: 120 }, offset: 4 },
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, radius: 'sm' } },
  },
});

/** Names every colour of the look as a CSS variable, so that canvases and stylesheets read the same values. */
export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...tokenVariables('light'),
    '--mantine-color-body': '#EDEDE6',
    '--mantine-color-text': '#1D201B',
    '--mantine-color-dimmed': '#62665B',
    '--mantine-color-placeholder': '#62665B',
    '--mantine-color-error': '#8E1611',
  },
  dark: {
    ...tokenVariables('dark'),
    '--mantine-color-body': '#121411',
    '--mantine-color-text': '#E9EBE4',
    '--mantine-color-dimmed': '#9A9F92',
    '--mantine-color-placeholder': '#9A9F92',
    '--mantine-color-error': '#EC8272',
  },
});
