export { ConflictPage } from './conflict-page.tsx';
export { OutboxPage } from './outbox-page.tsx';
