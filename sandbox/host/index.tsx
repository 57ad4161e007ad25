import { createRoot } from 'react-dom/client';
import { api } from './api';
import { Outlook } from './model/outlook';
import { App } from './ui/app';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  const world = await api.world();
  const wanted = new URLSearchParams(window.location.search).get('mailbox');
  const me = world.people.find(({ address }) => address === wanted) ?? world.people[0];
  if (root === null || me === undefined) return;
  const outlook = new Outlook(world, me);
  createRoot(root).render(<App outlook={outlook} />);
  await outlook.refresh();
}

void start();
