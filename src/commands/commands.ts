/**
 * Outlook's events. Classic Outlook for Windows runs this file alone, in an
 * engine without DOM, crypto, `location` and perhaps timers: so nothing of the
 * pane and nothing of cryptography is here (docs/architecture.md). The name of
 * the function stands in manifest.xml.
 */
import { handleSendEvent } from '../mailbox/send-event';
import { failClosed } from './fail-closed';
import { decideOnSend } from './on-message-send';

handleSendEvent('onMessageSend', (event) => failClosed(event, () => decideOnSend(event)));
