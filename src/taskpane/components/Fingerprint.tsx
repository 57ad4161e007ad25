import { makeStyles, tokens } from '@fluentui/react-components';
import { inGroupsOfFour } from '../texts/amounts';

const useStyles = makeStyles({
  shown: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '12px',
    rowGap: '2px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase400,
  },
  spoken: { position: 'absolute', width: '1px', height: '1px', margin: '-1px', overflow: 'hidden', clipPath: 'inset(50%)', userSelect: 'none' },
});

/** In groups of four; spoken letter by letter, with a rest after each group. */
export function Fingerprint({ hex }: { readonly hex: string }) {
  const styles = useStyles();
  const groups = inGroupsOfFour(hex).split(' ');
  return (
    <span dir="ltr">
      <span aria-hidden className={styles.shown} data-fingerprint={hex}>
        {groups.map((group, at) => (
          <span key={at}>{`${group} `}</span>
        ))}
      </span>
      <span className={styles.spoken}>{groups.map((group) => Array.from(group).join(' ')).join(', ')}</span>
    </span>
  );
}
