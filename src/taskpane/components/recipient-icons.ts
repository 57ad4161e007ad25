import {
  CalendarClockRegular,
  CheckmarkCircleRegular,
  ClockWarningRegular,
  DocumentSignatureRegular,
  PeopleListRegular,
  PersonProhibitedRegular,
  PersonQuestionMarkRegular,
  PersonRegular,
  PersonSwapRegular,
  ShieldQuestionRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import type { FluentIcon } from '@fluentui/react-icons';
import type { RecipientState } from '../../flows/check-readiness';

/** Always beside the words of `recipientTexts`. */
export const recipientIcons: Readonly<Record<RecipientState, FluentIcon>> = {
  ready: CheckmarkCircleRegular,
  self: PersonRegular,
  none: PersonQuestionMarkRegular,
  unreadable: WarningRegular,
  expired: ClockWarningRegular,
  notYet: CalendarClockRegular,
  signOnly: DocumentSignatureRegular,
  otherAddress: PersonSwapRegular,
  weak: WarningRegular,
  untrusted: ShieldQuestionRegular,
  notTheirs: PersonProhibitedRegular,
  unresolved: PeopleListRegular,
  list: PeopleListRegular,
};
