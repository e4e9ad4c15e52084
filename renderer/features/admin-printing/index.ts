export { PrintingPage } from './printing-page.tsx';
