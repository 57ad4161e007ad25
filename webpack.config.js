import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import HtmlWebpackPlugin from 'html-webpack-plugin';

const root = dirname(fileURLToPath(import.meta.url));
/** For reports; manifest.xml has its own, of four numbers. */
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const typescript = (target) => ({
  test: /\.tsx?$/,
  exclude: /node_modules/,
  use: {
    loader: 'swc-loader',
    options: {
      jsc: {
        target,
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
    },
  },
});

const shared = {
  mode: 'production',
  context: root,
  devtool: 'source-map',
  resolve: { extensions: ['.tsx', '.ts', '.js'] },
  performance: { hints: false },
  stats: 'errors-warnings',
};

/** One HTML page with its own chunks; office.js stays on Microsoft's CDN, as the store demands. */
const page = (filename, template, chunks) =>
  new HtmlWebpackPlugin({ filename, template, chunks, version, chunksSortMode: 'manual', inject: false, minify: false });

/** The pane, its small passphrase frame and its worker. */
const pane = {
  ...shared,
  name: 'pane',
  entry: {
    'ms-ajax': './src/mailbox/ms-ajax-stand-in.ts',
    taskpane: './src/taskpane/index.tsx',
    passphrase: './src/taskpane/passphrase-frame.ts',
  },
  output: {
    path: join(root, 'dist'),
    filename: 'js/[name].[contenthash].js',
    chunkFilename: 'js/[name].[contenthash].js',
    clean: { keep: /^(js\/commands\.js|\.signet)/ },
    // Relative, wherever dist/ is served; the worker loads its chunks beside itself.
    publicPath: 'auto',
  },
  module: { rules: [typescript('es2022')] },
  plugins: [
    page('taskpane.html', './src/taskpane/taskpane.html', ['ms-ajax', 'taskpane']),
    page('passphrase.html', './src/taskpane/passphrase.html', ['passphrase']),
    page('commands.html', './src/commands/commands.html', ['ms-ajax']),
    new CopyWebpackPlugin({
      patterns: [
        { from: 'assets', to: 'assets', globOptions: { ignore: ['**/svg/**', '**/*.json'] } },
        { from: 'assets/config.json', to: 'config.json' },
        { from: 'assets/headers.json', to: 'headers.json' },
      ],
    }),
  ],
};

/**
 * Outlook's events. Classic Outlook for Windows runs this file alone, by the
 * fixed name in manifest.xml, in an engine that knows ES2016 and no more.
 */
const commands = {
  ...shared,
  name: 'commands',
  target: ['web', 'es2016'],
  entry: { commands: './src/commands/commands.ts' },
  output: { path: join(root, 'dist'), filename: 'js/[name].js' },
  module: { rules: [typescript('es2016')] },
};

export default [pane, commands];
