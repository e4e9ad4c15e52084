export { HallPage } from './hall-page.tsx';
