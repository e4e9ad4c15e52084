/** Catalogue, calendar and forms as the province publishes them: signed, versioned, never changed afterwards (P21). */
export { type PackContent, type PackItem, readPackContent } from './content.ts';
export { type PackDifference, packDifferences } from './differences.ts';
export { findPack, listPacks, manifests, type PublishedPack } from './find.ts';
export { findNewest, type NewPack, nextVersion, type PackPorts, publishPack } from './publish.ts';
