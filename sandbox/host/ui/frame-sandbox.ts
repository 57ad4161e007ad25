/** What the frames of an add-in may do, in the pane and in dialogs. */
export const frameSandbox =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';
