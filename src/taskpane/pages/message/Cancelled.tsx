import type { SignatureReport } from '../../../smime/index';
import { Answer } from '../../components/Answer';
import { Words } from '../../components/Words';
import { cancelled as texts } from '../../texts/cancelled';
import { cancelledAnswer } from '../../verdict/cancelled';

/** Whether an issuer took the signer's certificate back, as far as anything at hand tells. */
export function Cancelled({ signature }: { readonly signature: SignatureReport }) {
  const { kind, word, sentences, values } = cancelledAnswer(signature);
  return (
    <Answer question={texts.question} kind={kind} word={<Words of={word} with={values} />}>
      <Words of={sentences.join(' ')} with={values} />
    </Answer>
  );
}
