export { LanPage } from './lan-page.tsx';
