/**
 * Names, subjects and file names come from whoever wrote the message. Marks
 * that turn the direction of writing (Unicode UAX 9) make `exe.fdp` out of
 * `pdf.exe`, invisible ones make two names look alike: none reaches the page.
 */
// Controls, format characters (all bidi marks are some), line and paragraph separators, lone surrogates, private use.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

const nameLimit = 80;
const fileNameLimit = 120;

export function cleanName(name: string, limit = nameLimit): string {
  const letters = Array.from(withoutUnseen(name));
  if (letters.length <= limit) return letters.join('');
  // The end of an address says whose it is: only a name loses its own.
  const end = letters.includes('@') ? letters.slice(-Math.floor(limit / 2)) : [];
  return `${letters.slice(0, limit - 1 - end.length).join('').trimEnd()}…${end.join('')}`;
}

/** Everything, for a message's own text lines that may be long (its subject above its content). */
export function withoutUnseen(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(unseen, '').replace(/\s+/g, ' ').trim();
}

/** The end decides what a file is: it is never cut off, and a double one stays whole. */
export function cleanFileName(name: string): string {
  const letters = Array.from(withoutUnseen(name.replace(/[\\/:*?"<>|]/g, '_')).replace(/^\.+/, '_').replace(/[. ]+$/, ''));
  if (letters.length === 0) return 'attachment';
  if (letters.length <= fileNameLimit) return letters.join('');
  const end = letters.slice(-60);
  return `${letters.slice(0, fileNameLimit - end.length - 1).join('')}…${end.join('')}`;
}

/** Run by a double click, or opened by something that runs what is in it. */
const harmful = new Set(
  (
    'ade adp apk app appinstaller application appref-ms appx appxbundle bas bat chm cmd com command cpl crt csh deb dll ' +
    'dmg docm dotm exe gadget hlp hta htm html img inf ins iqy iso isp jar jnlp js jse ksh lnk mad maf mda mdb mde msc ' +
    'msh msi msix msixbundle msp mst ops osd pcd pif pkg pl potm ppam ppsm pptm prf prg ps1 ps1xml ps2 psc1 psc2 psd1 ' +
    'psm1 py pyc pyw pyz rb reg rpm scf scpt scr sct search-ms settingcontent-ms sh shb shs sldm svg tmp url vb vbe vbs ' +
    'vhd vhdx vsmacros vsw website wll ws wsb wsc wsf wsh xbap xhtml xht xlam xll xlsm xltm xml'
  ).split(' '),
);

export function canHarm(fileName: string): boolean {
  const [, ending] = /\.([^.]+)$/.exec(cleanFileName(fileName).toLowerCase()) ?? [];
  return ending !== undefined && harmful.has(ending);
}
