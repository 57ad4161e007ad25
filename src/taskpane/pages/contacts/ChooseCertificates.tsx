import { Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CertificateRegular } from '@fluentui/react-icons';
import { useRef } from 'react';
import { useFileDrop } from '../../state/use-file-drop';
import { importingCertificates as texts } from '../../texts/contacts';

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '20px 16px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    textAlign: 'center',
  },
  zoneOver: { border: `2px solid ${tokens.colorBrandStroke1}`, padding: '19px 15px' },
  icon: { fontSize: '32px', color: tokens.colorBrandForeground1 },
  input: { display: 'none' },
});

interface ChooseCertificatesProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Several files at once, by the button or dropped anywhere on the pane. */
export function ChooseCertificates({ label, isBusy, onFiles }: ChooseCertificatesProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const isOver = useFileDrop(onFiles);
  return (
    <div className={mergeClasses(styles.zone, isOver && styles.zoneOver)}>
      <CertificateRegular aria-hidden className={styles.icon} />
      <Button disabledFocusable={isBusy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <Caption1>{isOver ? texts.dropNow : texts.drop}</Caption1>
      <Caption1>{texts.kinds}</Caption1>
      <input
        ref={input}
        type="file"
        multiple
        accept=".cer,.crt,.der,.pem,.p7b,.p7c,application/pkix-cert,application/x-pkcs7-certificates"
        className={styles.input}
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same files again are a choice too.
          event.target.value = '';
          onFiles(files);
        }}
      />
    </div>
  );
}
