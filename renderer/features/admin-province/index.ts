export { ProvincePage } from './province-page.tsx';
