export { PackNews } from './pack-news.tsx';
export { PacksPage } from './packs-page.tsx';
