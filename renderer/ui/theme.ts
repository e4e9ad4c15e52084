import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Menu,
  Modal,
  NativeSelect,
  PasswordInput,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';

/** The one accent: a deep teal. Shade 7 carries white text (5.6 : 1). */
const teal: MantineColorsTuple = [
  '#e3f1f5',
  '#cde5ec',
  '#9bcbd9',
  '#67b0c6',
  '#3f9ab6',
  '#2689a7',
  '#187c99',
  '#13708a',
  '#0e5f76',
  '#0a4e61',
];

const fieldDefaults = {
  size: 'sm' as const,
  errorProps: { role: 'alert' as const },
  // The error stands between label and field, so that a list that opens below never hides it.
  inputWrapperOrder: ['label', 'description', 'error', 'input'] as (
    | 'label'
    | 'description'
    | 'error'
    | 'input'
  )[],
};

/** Greys of the dark scheme, in the tone of the rail. */
const dark: MantineColorsTuple = [
  '#e4edf0',
  '#a3b6be',
  '#8297a0',
  '#5b707a',
  '#455a64',
  '#2a3b43',
  '#1d2c33',
  '#17242a',
  '#0f191d',
  '#0a1215',
];

/** What lies above the page must be seen to do so, on white cards too. */
const floating = { borderColor: 'var(--tram-line-strong)', boxShadow: '0 6px 20px rgb(0 0 0 / 18%)' };

/** The look of every Mantine component. Sizes are rem: the type size (100–200 %) scales all of them. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 7,
  colors: { teal, dark },
  fontFamily: '"Be Vietnam Pro", "Segoe UI", system-ui, sans-serif',
  fontFamilyMonospace: '"Cascadia Mono", "DejaVu Sans Mono", ui-monospace, monospace',
  headings: { fontFamily: '"Be Vietnam Pro", "Segoe UI", system-ui, sans-serif', fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  autoContrast: true,
  components: {
    TextInput: TextInput.extend({ defaultProps: fieldDefaults }),
    Textarea: Textarea.extend({ defaultProps: fieldDefaults }),
    PasswordInput: PasswordInput.extend({ defaultProps: fieldDefaults }),
    Select: Select.extend({
      defaultProps: {
        ...fieldDefaults,
        checkIconPosition: 'right',
        openOnFocus: false,
        // In the page's own landmarks, and scrolled by the arrows that move through it.
        comboboxProps: { withinPortal: false },
        withScrollArea: false,
      },
      styles: { dropdown: { maxHeight: '15rem', overflowY: 'auto', ...floating } },
    }),
    NativeSelect: NativeSelect.extend({ defaultProps: fieldDefaults }),
    Menu: Menu.extend({ styles: { dropdown: floating } }),
    Badge: { defaultProps: { tt: 'none', fw: 600 } },
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 0 } },
      styles: { title: { fontWeight: 600, fontSize: '1rem' } },
    }),
  },
});

/** Mantine's own variables taken from ours, so that its parts have the same ground, ink and lines. */
export const variablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-text': 'var(--tram-ink)',
    '--mantine-color-body': 'var(--tram-card)',
    '--mantine-color-dimmed': 'var(--tram-ink-dim)',
    '--mantine-color-placeholder': 'var(--tram-ink-dim)',
    '--mantine-color-error': 'var(--tram-bad)',
    '--mantine-color-default-border': 'var(--tram-line-field)',
    '--mantine-color-anchor': 'var(--tram-accent-ink)',
  },
  light: {
    '--mantine-color-text': 'var(--tram-ink)',
    '--mantine-color-body': 'var(--tram-card)',
    '--mantine-color-dimmed': 'var(--tram-ink-dim)',
    '--mantine-color-placeholder': 'var(--tram-ink-dim)',
    '--mantine-color-error': 'var(--tram-bad)',
    '--mantine-color-default': 'var(--tram-card)',
    '--mantine-color-default-color': 'var(--tram-ink)',
    '--mantine-color-default-border': 'var(--tram-line-field)',
    '--mantine-color-anchor': 'var(--tram-accent-ink)',
  },
  dark: {
    '--mantine-color-text': 'var(--tram-ink)',
    '--mantine-color-body': 'var(--tram-card)',
    '--mantine-color-dimmed': 'var(--tram-ink-dim)',
    '--mantine-color-placeholder': 'var(--tram-ink-dim)',
    '--mantine-color-error': 'var(--tram-bad)',
    '--mantine-color-default': 'var(--tram-card)',
    '--mantine-color-default-color': 'var(--tram-ink)',
    '--mantine-color-default-hover': 'var(--tram-key)',
    '--mantine-color-default-border': 'var(--tram-line-field)',
    '--mantine-color-anchor': 'var(--tram-accent-ink)',
  },
});
