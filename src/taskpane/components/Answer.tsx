import { Body1, Body1Strong, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular, QuestionCircleRegular } from '@fluentui/react-icons';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

export type AnswerKind = 'yes' | 'unsure' | 'no' | 'plain';

interface AnswerProps {
  readonly question: string;
  readonly kind: AnswerKind;
  /** The answer in a word. */
  readonly word: ReactNode;
  readonly children?: ReactNode;
}

const icons: Readonly<Record<AnswerKind, FluentIcon | null>> = {
  yes: CheckmarkCircleRegular,
  unsure: QuestionCircleRegular,
  no: DismissCircleRegular,
  plain: null,
};

const useStyles = makeStyles({
  answer: { display: 'flex', flexDirection: 'column', gap: '2px', paddingBlock: '8px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, overflowWrap: 'anywhere' },
  question: { color: tokens.colorNeutralForeground2 },
  word: { display: 'flex', gap: '6px', alignItems: 'center' },
  why: { color: tokens.colorNeutralForeground1 },
  icon: { flexShrink: 0, fontSize: '20px' },
  yes: { color: tokens.colorStatusSuccessForeground1 },
  no: { color: tokens.colorStatusDangerForeground1 },
  unsure: { color: tokens.colorStatusWarningForeground3 },
  plain: {},
});

/** A question and its answer: sign, word and sentence. */
export function Answer({ question, kind, word, children }: AnswerProps) {
  const styles = useStyles();
  const Icon = kind === 'plain' ? null : icons[kind];
  return (
    <div className={styles.answer} role="group" aria-label={question}>
      <Caption1 className={styles.question}>{question}</Caption1>
      <span className={styles.word}>
        {Icon !== null && <Icon aria-hidden className={mergeClasses(styles.icon, styles[kind])} />}
        <Body1Strong>{word}</Body1Strong>
      </span>
      {children !== undefined && <Body1 className={styles.why}>{children}</Body1>}
    </div>
  );
}

