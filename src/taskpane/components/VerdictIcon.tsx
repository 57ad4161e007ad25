import {
  CalendarClockRegular,
  CertificateRegular,
  ClockRegular,
  ClockWarningRegular,
  DocumentErrorRegular,
  DocumentSearchRegular,
  HistoryRegular,
  InfoShieldRegular,
  KeyRegular,
  LockClosedRegular,
  LockOpenRegular,
  MailAttachRegular,
  MailRegular,
  PersonProhibitedRegular,
  PersonQuestionMarkRegular,
  PersonSwapRegular,
  PlugDisconnectedRegular,
  ProhibitedFilled,
  ProhibitedRegular,
  ShieldCheckmarkFilled,
  ShieldDismissFilled,
  ShieldQuestionRegular,
  WarningRegular,
  WarningShieldFilled,
} from '@fluentui/react-icons';
import type { FluentIcon } from '@fluentui/react-icons';
import type { VerdictIcon as IconName } from '../texts/verdict';

const icons: Readonly<Record<IconName, FluentIcon>> = {
  CalendarClockRegular,
  CertificateRegular,
  ClockRegular,
  ClockWarningRegular,
  DocumentErrorRegular,
  DocumentSearchRegular,
  HistoryRegular,
  InfoShieldRegular,
  KeyRegular,
  LockClosedRegular,
  LockOpenRegular,
  MailAttachRegular,
  MailRegular,
  PersonProhibitedRegular,
  PersonQuestionMarkRegular,
  PersonSwapRegular,
  PlugDisconnectedRegular,
  ProhibitedFilled,
  ProhibitedRegular,
  ShieldCheckmarkFilled,
  ShieldDismissFilled,
  ShieldQuestionRegular,
  WarningRegular,
  WarningShieldFilled,
};

interface VerdictIconProps {
  readonly name: IconName;
  readonly className: string | undefined;
}

/** Beside its words, so hidden from screen readers; `data-icon` is for tests. */
export function VerdictIcon({ name, className }: VerdictIconProps) {
  const Icon = icons[name];
  return <Icon aria-hidden data-icon={name} {...(className === undefined ? {} : { className })} />;
}
