import { expect, it } from 'vitest';
import { assertNodeApi } from './node-guard.ts';

it('refuses a Node whose Node-API is older than the addon, before anything is loaded', () => {
  expect(() => assertNodeApi({ node: '20.20.2', napi: '9' })).toThrow(/Cần Node\.js 24.*20\.20\.2/);
  expect(() => assertNodeApi({ node: '20.20.2' })).toThrow(/Node-API \?/);
});

it('accepts Node-API 10 and later', () => {
  expect(() => assertNodeApi({ node: '24.21.0', napi: '10' })).not.toThrow();
  expect(() => assertNodeApi({ node: '30.0.0', napi: '12' })).not.toThrow();
});
