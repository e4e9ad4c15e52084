type Named = { title: string; code: string };

/** A document in full: what it is and of which dossier, each once. */
export function fullTitle({ title, code }: Named): string {
  return code === '' || title.includes(code) ? title : `${title} ${code}`;
}

/** What it is alone, where its code stands beside it. */
export function shortTitle({ title, code }: Named): string {
  const short = code === '' ? title : title.replace(code, '').trim();
  return short === '' ? title : short;
}
