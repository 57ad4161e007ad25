import type { AddIn } from '../../manifest';

/** What a frame is to its add-in. */
export interface FrameIdentity {
  readonly addIn: AddIn;
  readonly conversationId: string;
  readonly isDialog: boolean;
}

/** What the sandbox can do; whatever is newer, add-ins have to do without. */
const claimed = { Mailbox: '1.14', DialogApi: '1.2', DialogOrigin: '1.1' };
const claimedInDialog = { DialogApi: '1.2', DialogOrigin: '1.1' };

/** office.js remembers by this id, for as long as the tab lives, that a frame was a dialog. */
const idOf = ({ addIn, isDialog }: FrameIdentity): string => (isDialog ? `${addIn.id}-dialog` : addIn.id);

/** For the iframe's name attribute: from here office.js learns who its host is. */
export function windowNameOf(frame: FrameIdentity): string {
  const { conversationId, isDialog } = frame;
  const hostInfo = ['Outlook', 'Web', '16.01', 'en-US', crypto.randomUUID(), isDialog ? 'isDialog' : '', 'disableLogging', '0'];
  return JSON.stringify({
    baseFrameName: `_xdm_${conversationId}`,
    hostInfo: hostInfo.join('$'),
    xdmInfo: `${conversationId}|${idOf(frame)}|${window.location.origin}`,
    serializerVersion: 1,
    flights: '[]',
  });
}

export function appContextOf(frame: FrameIdentity, settings: Readonly<Record<string, string>>): unknown {
  return {
    _id: idOf(frame),
    _appName: 64,
    _appVersion: '16.01',
    _appUILocale: 'en-US',
    _dataLocale: 'en-US',
    _docUrl: '',
    _clientMode: 0,
    _settings: settings,
    _reason: 'documentOpened',
    _osfControlType: 1,
    _eToken: '',
    _correlationId: crypto.randomUUID(),
    _appInstanceId: frame.conversationId,
    _appMinorVersion: 1,
    _requirementMatrix: JSON.stringify(frame.isDialog ? claimedInDialog : claimed),
    _hostFullVersion: '16.01',
    _clientWindowHeight: window.innerHeight,
    _clientWindowWidth: window.innerWidth,
    _addinName: frame.addIn.name,
    _appDomains: [frame.addIn.origin],
    _featureGates: {},
    _dialogRequirementMatrix: JSON.stringify(claimedInDialog),
    _initialDisplayMode: 0,
  };
}
