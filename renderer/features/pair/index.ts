export { PairPage } from './pair-page.tsx';
