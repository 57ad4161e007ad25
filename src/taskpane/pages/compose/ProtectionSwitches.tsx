import {
  Body1,
  Caption1,
  InfoLabel,
  Switch as FluentSwitch,
  makeStyles,
  mergeClasses,
  tokens,
  useAnnounce,
} from '@fluentui/react-components';
import { DocumentSignatureRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { compose as texts } from '../../texts/compose';
import { fill } from '../../texts/words';
import type { Protection, Switch } from './protection';
import { TurnOffDialog } from './TurnOffDialog';
import type { DraftState } from './use-draft';
import type { ProtectionState } from './use-protection';

const useStyles = makeStyles({
  rows: { display: 'flex', flexDirection: 'column', gap: '8px' },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr auto',
    columnGap: '10px',
    alignItems: 'start',
    padding: '10px 4px 10px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  rowOn: { border: `1px solid ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorNeutralBackground1 },
  icon: { fontSize: '20px', marginTop: '6px', color: tokens.colorNeutralForeground2 },
  iconOn: { color: tokens.colorBrandForeground1 },
  label: { display: 'block', paddingTop: '6px', fontWeight: tokens.fontWeightSemibold, cursor: 'pointer' },
  texts: { display: 'flex', flexDirection: 'column', gap: '2px', gridColumn: '2 / 4', paddingRight: '8px', overflowWrap: 'anywhere' },
  why: { color: tokens.colorNeutralForeground2 },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

interface ProtectionSwitchesProps {
  readonly protection: Extract<ProtectionState, { readonly phase: 'known' }>;
  readonly draft: DraftState;
  /** Nothing is turned while the message is on its way. */
  readonly isLocked: boolean;
}

export function ProtectionSwitches({ protection, draft, isLocked }: ProtectionSwitchesProps) {
  const styles = useStyles();
  const { env } = usePane();
  const [isAsking, setAsking] = useState(false);
  const change = useAnnouncedChange(protection, draft);
  useSpokenSuggestion(protection);
  const isWaiting = isLocked || protection.busy !== null;
  const { sign, encrypt, failed } = protection;
  const signer = draft.readiness?.signing.state === 'ready' ? draft.summary?.from.address : undefined;
  return (
    <div className={styles.rows}>
      <Row
        icon={DocumentSignatureRegular}
        label={texts.sign.label}
        state={sign}
        isWaiting={isWaiting}
        isFailed={failed === 'sign'}
        onChange={(isOn) => change('sign', isOn)}
      >
        <Body1>{texts.sign.hint}</Body1>
        {sign.isOn && signer !== undefined && (
          <Caption1>
            <Words of={texts.sign.as} with={{ address: signer }} />
          </Caption1>
        )}
      </Row>
      <Row
        icon={LockClosedRegular}
        label={texts.encrypt.label}
        state={encrypt}
        isWaiting={isWaiting}
        isFailed={failed === 'encrypt'}
        onChange={(isOn) => (!isOn && protection.answersEncrypted ? setAsking(true) : change('encrypt', isOn))}
      >
        <Body1>{texts.encrypt.hint}</Body1>
        <AboutSubject isEncrypted={encrypt.isOn} isHidden={protection.hidesSubject} />
        {!env.mailbox.runsSendCheck && <Caption1>{texts.noSendCheck}</Caption1>}
      </Row>
      <TurnOffDialog
        isOpen={isAsking}
        texts={texts.off}
        onKeep={() => setAsking(false)}
        onTurnOff={() => {
          setAsking(false);
          change('encrypt', false);
        }}
      />
    </div>
  );
}

/** Where it is hidden, that is only so with Encrypt on. */
function AboutSubject({ isEncrypted, isHidden }: { readonly isEncrypted: boolean; readonly isHidden: boolean }) {
  const { subject, subjectWhy, subjectHidden, subjectHiddenWhy, subjectMore } = texts.encrypt;
  if (isHidden && !isEncrypted) return null;
  return (
    <InfoLabel size="small" info={isHidden ? subjectHiddenWhy : subjectWhy} infoButton={{ 'aria-label': subjectMore }}>
      {isHidden ? subjectHidden : subject}
    </InfoLabel>
  );
}

interface RowProps {
  readonly icon: typeof LockClosedRegular;
  readonly label: string;
  readonly state: Switch;
  readonly isWaiting: boolean;
  readonly isFailed: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

function Row({ icon: Icon, label, state, isWaiting, isFailed, onChange, children }: RowProps) {
  const styles = useStyles();
  const id = useId();
  const whyId = useId();
  return (
    <div className={mergeClasses(styles.row, state.isOn && styles.rowOn)}>
      <Icon aria-hidden className={mergeClasses(styles.icon, state.isOn && styles.iconOn)} />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <FluentSwitch
        id={id}
        aria-describedby={whyId}
        checked={state.isOn}
        disabledFocusable={isWaiting}
        onChange={(_event, { checked }) => {
          if (!isWaiting) onChange(checked);
        }}
      />
      <div className={styles.texts}>
        {children}
        <Caption1 id={whyId} className={styles.why}>
          <Words of={state.why} with={state.values} />
        </Caption1>
        {isFailed && (
          <Caption1 role="alert" className={styles.failed}>
            {state.isOn ? texts.stillOn : texts.promiseFailed}
          </Caption1>
        )}
      </div>
    </div>
  );
}

/** What went on or off by itself is said; what the person did is said elsewhere. */
function useSpokenSuggestion({ isSuggested, encrypt, busy }: Extract<ProtectionState, { readonly phase: 'known' }>): void {
  const { announce } = useAnnounce();
  const before = useRef(false);
  const address = encrypt.values?.['address'];
  useEffect(() => {
    if (busy !== null || isSuggested === before.current) return;
    before.current = isSuggested;
    const { encryptOnAll, encryptOffBy } = texts.announce;
    if (isSuggested) announce(encryptOnAll, { polite: true });
    else if (address !== undefined) announce(fill(encryptOffBy, { address }), { polite: true });
  }, [announce, isSuggested, busy, address]);
}

/** Said only once it is kept. */
function useAnnouncedChange(
  protection: Extract<ProtectionState, { readonly phase: 'known' }>,
  { readiness }: DraftState,
): (which: Protection, isOn: boolean) => void {
  const { announce } = useAnnounce();
  return (which, isOn) => {
    void protection.set(which, isOn).then((isKept) => {
      if (!isKept) return;
      const { signOn, signOff, encryptOn, encryptOnAll, encryptOff } = texts.announce;
      const on = readiness?.canEncrypt === true ? encryptOnAll : encryptOn;
      announce(which === 'sign' ? (isOn ? signOn : signOff) : isOn ? on : encryptOff, { polite: true });
    });
  };
}
