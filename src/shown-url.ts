const STARS = '******';

/** A web address as it may be shown and recorded: without who asks, and without the values of its query. */
export function shownUrl(url: URL): string {
  const shown = new URL(url);
  const who = url.username === '' && url.password === '' ? '' : `${STARS}@`;
  const query = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=${STARS}`);
  [shown.username, shown.password, shown.search, shown.hash] = ['', '', '', ''];
  return shown.href.replace('://', `://${who}`) + (query.length > 0 ? `?${query.join('&')}` : '');
}
