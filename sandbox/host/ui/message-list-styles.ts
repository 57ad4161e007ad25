import { makeStyles, tokens } from '@fluentui/react-components';

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const useMessageListStyles = makeStyles({
  column: {
    flex: '0 1 300px',
    minWidth: '220px',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  title: { margin: 0, padding: '12px 16px 8px', fontSize: tokens.fontSizeBase400 },
  list: { overflowY: 'auto', flexGrow: 1, minHeight: 0 },
  search: { margin: '0 12px 8px', maxWidth: 'none' },
  count: { margin: 0, padding: '4px 16px', fontSize: tokens.fontSizeBase200, ':empty': { display: 'none' } },
  empty: { padding: '0 16px', color: tokens.colorNeutralForeground3 },
  row: {
    display: 'flex',
    gap: '10px',
    padding: '9px 12px 9px 13px',
    borderLeft: '3px solid transparent',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  unread: { borderLeftColor: tokens.colorBrandStroke1 },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  avatar: { marginTop: '2px' },
  text: { minWidth: 0, flexGrow: 1 },
  line: { display: 'flex', alignItems: 'baseline', gap: '6px' },
  who: { ...cut, flexGrow: 1, fontSize: tokens.fontSizeBase300 },
  strong: { fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0, alignSelf: 'center', color: tokens.colorNeutralForeground3, fontSize: '15px' },
  subject: { ...cut, flexGrow: 1, fontSize: tokens.fontSizeBase200 },
  unreadSubject: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorBrandForeground1 },
  date: { flexShrink: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  preview: { ...cut, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});
