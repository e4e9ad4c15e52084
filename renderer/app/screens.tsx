import { IconMapPinOff } from '@tabler/icons-react';
import { Navigate, Route, Routes } from 'react-router';
import { CopiesPage } from '#renderer/features/admin-copies/index.ts';
import { DevicesPage } from '#renderer/features/admin-devices/index.ts';
import { ErasurePage } from '#renderer/features/admin-erasure/index.ts';
import { HallPage } from '#renderer/features/admin-hall/index.ts';
import { IntegrityPage } from '#renderer/features/admin-integrity/index.ts';
import { KeysPage } from '#renderer/features/admin-keys/index.ts';
import { LanPage } from '#renderer/features/admin-lan/index.ts';
import { LeasesPage } from '#renderer/features/admin-leases/index.ts';
import { NumbersPage } from '#renderer/features/admin-numbers/index.ts';
import { PrintingPage } from '#renderer/features/admin-printing/index.ts';
import { ProvincePage } from '#renderer/features/admin-province/index.ts';
import { TokensPage } from '#renderer/features/admin-tokens/index.ts';
import { UsersPage } from '#renderer/features/admin-users/index.ts';
import { CertifyPage } from '#renderer/features/certify/index.ts';
import { FeeReceiptsPage } from '#renderer/features/fee-receipts/index.ts';
import { ComparePage, CorrectPage, DossierPage, FindPage } from '#renderer/features/find/index.ts';
import { ConflictPage, OutboxPage } from '#renderer/features/outbox/index.ts';
import { PacksPage } from '#renderer/features/packs/index.ts';
import { ReceivePage } from '#renderer/features/receive/index.ts';
import { BatchPage, SignPage, TokenPage } from '#renderer/features/sign/index.ts';
import { VerifyPage } from '#renderer/features/verify/index.ts';
import { useTexts } from '#renderer/i18n/index.ts';
import { EmptyState, paths } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';

/** Every screen by address; those of an administrator are absent for others. */
export function Screens(props: { user: SignedInUser }) {
  const t = useTexts();
  const administrator = props.user.role === 'administrator';
  return (
    <Routes>
      <Route path="/" element={<Navigate to={paths.receive} replace />} />
      <Route path={paths.receive} element={<ReceivePage />} />
      <Route path={paths.certify} element={<CertifyPage />} />
      <Route path={paths.find} element={<FindPage />} />
      <Route path={`${paths.find}/:id`} element={<DossierPage />} />
      <Route path={`${paths.find}/:id/correct`} element={<CorrectPage />} />
      <Route path={`${paths.find}/:id/compare`} element={<ComparePage />} />
      <Route path={paths.sign} element={<SignPage />} />
      <Route path={`${paths.sign}/batch/:id`} element={<BatchPage />} />
      <Route path={paths.verify} element={<VerifyPage />} />
      <Route path={paths.token} element={<TokenPage />} />
      <Route path={paths.feeReceipts} element={<FeeReceiptsPage />} />
      <Route path={paths.outbox} element={<OutboxPage />} />
      <Route path={`${paths.outbox}/conflict/:station/:seq/:hash`} element={<ConflictPage />} />
      <Route path={paths.packs} element={<PacksPage />} />
      <Route path={paths.leases} element={<LeasesPage />} />
      {administrator && (
        <>
          <Route path={paths.hall} element={<HallPage />} />
          <Route path={paths.lan} element={<LanPage />} />
          <Route path={paths.users} element={<UsersPage />} />
          <Route path={paths.printing} element={<PrintingPage />} />
          <Route path={paths.devices} element={<DevicesPage />} />
          <Route path={paths.tokens} element={<TokensPage />} />
          <Route path={paths.province} element={<ProvincePage />} />
          <Route path={paths.keys} element={<KeysPage />} />
          <Route path={paths.integrity} element={<IntegrityPage />} />
          <Route path={paths.copies} element={<CopiesPage />} />
          <Route path={paths.numbers} element={<NumbersPage />} />
          <Route path={paths.erasure} element={<ErasurePage />} />
        </>
      )}
      <Route
        path="*"
        element={
          <EmptyState
            heading
            icon={<IconMapPinOff size={40} />}
            title={t('shell.notFound.title')}
            text={t('shell.notFound.text')}
          />
        }
      />
    </Routes>
  );
}
