import { createDarkTheme, createLightTheme } from '@fluentui/react-components';
import type { BrandVariants, Theme } from '@fluentui/react-components';

/** Indigo, the colour of sealing ink: red would mean danger here. */
const indigo: BrandVariants = {
  10: '#04050F',
  20: '#11152C',
  30: '#1A2149',
  40: '#212B63',
  50: '#28357B',
  60: '#303E8B',
  70: '#37459A',
  80: '#3F4DA8',
  90: '#5260B6',
  100: '#6674C4',
  110: '#7A87D2',
  120: '#8D9ADF',
  130: '#A9B4FF',
  140: '#BCC5FF',
  150: '#CFD6FF',
  160: '#E4E8FF',
};

export const lightTheme: Theme = createLightTheme(indigo);

/** On dark, links and icons need the lighter stops (4.5:1 on #1F1F1F and #292929). */
export const darkTheme: Theme = {
  ...createDarkTheme(indigo),
  colorBrandForeground1: indigo[130],
  colorBrandForeground2: indigo[140],
  colorBrandForegroundLink: indigo[130],
  colorBrandForegroundLinkHover: indigo[140],
  colorBrandForegroundLinkPressed: indigo[120],
  colorBrandForegroundLinkSelected: indigo[130],
  colorCompoundBrandForeground1: indigo[130],
  colorCompoundBrandForeground1Hover: indigo[140],
  colorCompoundBrandForeground1Pressed: indigo[120],
  colorCompoundBrandBackground: indigo[130],
  colorCompoundBrandBackgroundHover: indigo[140],
  colorCompoundBrandBackgroundPressed: indigo[120],
  colorCompoundBrandStroke: indigo[130],
  colorCompoundBrandStrokeHover: indigo[140],
  colorCompoundBrandStrokePressed: indigo[120],
};
