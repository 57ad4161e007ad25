import { Button } from '@fluentui/react-components';
import { useRef } from 'react';

interface FileButtonProps {
  readonly label: string;
  readonly onFile: (file: File) => void;
  /** Endings that the browser offers first. */
  readonly accept?: string;
  readonly id?: string;
  readonly appearance?: 'primary' | 'secondary';
}

/** The keyboard's way to a file; dropping it is the other one. */
export function FileButton({ label, onFile, accept, id, appearance = 'secondary' }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...(id === undefined ? {} : { id })} appearance={appearance} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file again is a choice too.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
