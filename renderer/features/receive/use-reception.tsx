import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { FieldPath, FieldProblems } from './model/form-fields.ts';
import type { Reception, ReceptionStore } from './reception-store.ts';

const StoreContext = createContext<ReceptionStore | null>(null);
const ProblemsContext = createContext<{ problems: FieldProblems; warnings: FieldProblems }>({
  problems: new Map(),
  warnings: new Map(),
});

/** The reception that everything below it shows and changes. */
export function ReceptionProvider(props: { store: ReceptionStore; children: ReactNode }) {
  return <StoreContext value={props.store}>{props.children}</StoreContext>;
}

/** What is wrong with which field, and what of it the clerk should compare once more, for the fields below. */
export function ProblemsProvider(props: {
  problems: FieldProblems;
  warnings: FieldProblems;
  children: ReactNode;
}) {
  const { problems, warnings } = props;
  const value = useMemo(() => ({ problems, warnings }), [problems, warnings]);
  return <ProblemsContext value={value}>{props.children}</ProblemsContext>;
}

export function useReceptionStore(): ReceptionStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('no ReceptionProvider above this component');
  return store;
}

/** The form, where it stands, and how to change it. */
export function useReception(): Reception & Pick<ReceptionStore, 'dispatch' | 'update'> {
  const store = useReceptionStore();
  const reception = useSyncExternalStore(store.subscribe, store.get);
  return { ...reception, dispatch: store.dispatch, update: store.update };
}

/** What is wrong with a field, once it may be said. */
export function useProblem(field: FieldPath): string | undefined {
  return useContext(ProblemsContext).problems.get(field);
}

/** A doubt about a field that stops nothing. */
export function useWarning(field: FieldPath): string | undefined {
  return useContext(ProblemsContext).warnings.get(field);
}
