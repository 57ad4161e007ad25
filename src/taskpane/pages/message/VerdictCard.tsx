import { Body1, Caption1Strong, makeStyles, mergeClasses, shorthands, tokens, typographyStyles } from '@fluentui/react-components';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { VerdictIcon } from '../../components/VerdictIcon';
import { Words } from '../../components/Words';
import { read } from '../../texts/read';
import type { Tier, VerdictCode } from '../../texts/verdict';
import type { Verdict } from '../../verdict/verdict';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
    // Stays where the pane is too narrow for everything else.
    visibility: 'visible',
  },
  head: { display: 'flex', gap: '8px', alignItems: 'flex-start' },
  icon: { flexShrink: 0, width: '24px', height: '24px', fontSize: '24px', color: tokens.colorNeutralForeground3 },
  headline: { ...typographyStyles.subtitle2, margin: '1px 0 0', outlineStyle: 'none' },
  text: { margin: 0 },
  list: { margin: '2px 0 0', paddingInlineStart: '18px' },
  actions: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: '8px', marginTop: '4px' },
  danger: { backgroundColor: tokens.colorStatusDangerBackground1, ...shorthands.borderColor(tokens.colorStatusDangerBorder2) },
  caution: { backgroundColor: tokens.colorStatusWarningBackground1, ...shorthands.borderColor(tokens.colorStatusWarningBorder1) },
  good: { backgroundColor: tokens.colorStatusSuccessBackground1, ...shorthands.borderColor(tokens.colorStatusSuccessBorder1) },
  plain: { backgroundColor: tokens.colorNeutralBackground1 },
  dangerIcon: { color: tokens.colorStatusDangerForeground1 },
  cautionIcon: { color: tokens.colorStatusWarningForeground3 },
  goodIcon: { color: tokens.colorStatusSuccessForeground1 },
  lockedIcon: { color: tokens.colorBrandForeground1 },
});

type Style = Exclude<keyof ReturnType<typeof useStyles>, 'card'>;
const cardStyles: Readonly<Partial<Record<Tier, Style>>> = { danger: 'danger', caution: 'caution', good: 'good', none: 'plain' };
const iconStyles: Readonly<Partial<Record<Tier, Style>>> = {
  danger: 'dangerIcon',
  caution: 'cautionIcon',
  good: 'goodIcon',
  locked: 'lockedIcon',
};

/** These say themselves that the message was encrypted. */
const tellsEncryption: ReadonlySet<VerdictCode> = new Set<VerdictCode>(['encrypted-not-signed', 'signed-outside-only']);

interface VerdictCardProps {
  readonly verdict: Verdict;
  /** Bottom right. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** One headline, one sentence, one next step; it alone says whether a message can be trusted. */
export function VerdictCard({ verdict, actions, children }: VerdictCardProps) {
  const styles = useStyles();
  const headlineId = useId();
  const { tier, code, icon, headline, sentence, values, also, wasEncrypted } = verdict;
  const styleOf = (name: Style | undefined) => (name === undefined ? undefined : styles[name]);
  return (
    <section
      aria-labelledby={headlineId}
      className={mergeClasses(styles.card, styleOf(cardStyles[tier]))}
      data-code={code}
      data-tier={tier}
    >
      <div className={styles.head}>
        <VerdictIcon name={icon} className={mergeClasses(styles.icon, styleOf(iconStyles[tier]))} />
        <h2 id={headlineId} tabIndex={-1} className={styles.headline}>
          <Words of={headline} with={values} />
        </h2>
      </div>
      <Body1 as="p" className={styles.text}>
        <Words of={sentence} with={values} />
      </Body1>
      {wasEncrypted && tier !== 'good' && !tellsEncryption.has(code) && <Body1>{read.encryptedOnTheWay}</Body1>}
      {also.length > 0 && <Also verdict={verdict} listClass={styles.list} />}
      {children}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}

function Also({ verdict, listClass }: { readonly verdict: Verdict; readonly listClass: string }) {
  return (
    <div>
      <Caption1Strong>{read.also}</Caption1Strong>
      <ul className={listClass}>
        {verdict.also.map(({ code, headline, sentence, values }) => (
          <li key={code}>
            <Words of={`${headline}. ${sentence}`} with={values} />
          </li>
        ))}
      </ul>
    </div>
  );
}
