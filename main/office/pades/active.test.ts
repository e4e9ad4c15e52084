import { expect, it } from 'vitest';
import { sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { byHand } from './foreign.oracle.ts';
import { receiptPdf, signAs } from './testing.oracle.ts';

const PAGES = '<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>';
const PAGE = '<</Type/Page/Parent 2 0 R>>';

it.each([
  ['a script at opening', ['<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>', PAGES, PAGE]],
  [
    'a script in the tree of names',
    [
      '<</Type/Catalog/Pages 2 0 R/Names<</JavaScript 4 0 R>>>>',
      PAGES,
      PAGE,
      '<</Names[(a) <</JS 5 0 R>>]>>',
    ],
  ],
  [
    'a program behind a link',
    [
      '<</Type/Catalog/Pages 2 0 R>>',
      PAGES,
      '<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>',
      '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/#4caunch/F(cmd.exe)>>>>',
    ],
  ],
  [
    'a name of an action elsewhere',
    ['<</Type/Catalog/Pages 2 0 R/AA<</WC<</S 4 0 R/F(x)>>>>>>', PAGES, PAGE, '/ImportData'],
  ],
])('refuses to sign a file with %s', async (_, objects) => {
  const { clerk } = await sharedSigningPki();
  await expect(signAs(byHand(objects), clerk, { field: 'A', at: 0 })).rejects.toMatchObject({
    problem: 'active-content',
  });
});

it('signs what was signed before, and a link to a page of the web', async () => {
  const { clerk } = await sharedSigningPki();
  const once = await signAs(await receiptPdf(), clerk, { field: 'A', at: 0 });
  expect((await signAs(once, clerk, { field: 'B', at: 0 })).length).toBeGreaterThan(once.length);
  const page = '<</Type/Page/Parent 2 0 R/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(x:)>>>>]>>';
  const linked = byHand(['<</Type/Catalog/Pages 2 0 R>>', PAGES, page]);
  expect((await signAs(linked, clerk, { field: 'A', at: 0 })).length).toBeGreaterThan(linked.length);
});
