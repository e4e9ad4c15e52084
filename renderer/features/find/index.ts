export { ComparePage } from './compare/compare-page.tsx';
export { CorrectPage } from './correct/correct-page.tsx';
export { DossierPage } from './dossier/dossier-page.tsx';
export { FindPage } from './find-page.tsx';
