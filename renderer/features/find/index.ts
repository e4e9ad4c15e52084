export { DossierPage } from './dossier/dossier-page.tsx';
export { FindPage } from './find-page.tsx';
