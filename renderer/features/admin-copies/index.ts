export { CopiesPage } from './copies-page.tsx';
