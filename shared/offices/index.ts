/** Agencies and counters with their days of validity, and the offices that can be set up. Pure. */
export { Province, Provinces, SampleOffice, SamplePerson } from './office-data.ts';
export { Certainty, checkOrgUnits, findSuccessorOn, OrgUnit, predecessorsOf, unitsOn } from './org-unit.ts';
