export { LeaseNotices } from './lease-notices.tsx';
export { LeasesPage } from './leases-page.tsx';
