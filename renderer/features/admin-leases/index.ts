export { LeaseNotices } from './lease-notices.tsx';
export { LeasesPage } from './leases-page.tsx';
export { useWarningText } from './warning-text.ts';
