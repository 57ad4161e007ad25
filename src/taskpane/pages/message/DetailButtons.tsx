import { Button } from '@fluentui/react-components';
import { CertificateRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useNavigation } from '../../state/navigation';
import { frame } from '../../texts/frame';
import { read } from '../../texts/read';

interface DetailButtonsProps {
  /** Begins the ids: a file's page may lie over the message's. */
  readonly place?: string;
  readonly isSigned?: boolean;
  readonly isEncrypted?: boolean;
  readonly retry?: () => void;
}

/** Certificate and lock, bottom right of the verdict, always with their words. */
export function DetailButtons({ place = 'message', isSigned = false, isEncrypted = false, retry }: DetailButtonsProps) {
  const { openOver } = useNavigation();
  const [signatureId, encryptionId] = [`${place}-signature`, `${place}-encryption`];
  return (
    <>
      {retry !== undefined && (
        <Button size="small" onClick={retry}>
          {frame.tryAgain}
        </Button>
      )}
      {isSigned && (
        <Button id={signatureId} size="small" icon={<CertificateRegular />} onClick={() => openOver({ name: 'signature' }, signatureId)}>
          {read.signature}
        </Button>
      )}
      {isEncrypted && (
        <Button id={encryptionId} size="small" icon={<LockClosedRegular />} onClick={() => openOver({ name: 'encryption' }, encryptionId)}>
          {read.encryption}
        </Button>
      )}
    </>
  );
}
