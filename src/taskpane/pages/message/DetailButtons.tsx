import { Button } from '@fluentui/react-components';
import { CertificateRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useNavigation } from '../../state/navigation';
import { frame } from '../../texts/frame';
import { read } from '../../texts/read';

interface DetailButtonsProps {
  readonly isSigned?: boolean;
  readonly isEncrypted?: boolean;
  readonly retry?: () => void;
}

/** Certificate and lock, bottom right of the verdict, always with their words. */
export function DetailButtons({ isSigned = false, isEncrypted = false, retry }: DetailButtonsProps) {
  const { open } = useNavigation();
  return (
    <>
      {retry !== undefined && (
        <Button size="small" onClick={retry}>
          {frame.tryAgain}
        </Button>
      )}
      {isSigned && (
        <Button id="open-signature" size="small" icon={<CertificateRegular />} onClick={() => open({ name: 'signature' }, 'open-signature')}>
          {read.signature}
        </Button>
      )}
      {isEncrypted && (
        <Button id="open-encryption" size="small" icon={<LockClosedRegular />} onClick={() => open({ name: 'encryption' }, 'open-encryption')}>
          {read.encryption}
        </Button>
      )}
    </>
  );
}
