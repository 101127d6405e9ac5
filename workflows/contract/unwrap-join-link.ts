/** Outlook rewrites links in mails; the original link is the `url` parameter. */
const SAFE_LINKS = /(^|\.)safelinks\.protection\.(outlook\.com|office365\.us)$/;

/** Worldwide (teams.microsoft.com, and since 2025 teams.cloud.microsoft) and the US Government clouds (gov., dod.). */
const TEAMS_HOST = /(^teams\.microsoft\.com|(^|\.)teams\.microsoft\.us|[^.]\.microsoft)$/;

/** Two Safe Links, a launcher page and a browser page around one link: nobody copies a link with more. */
const MAX_WRAPPINGS = 4;

export function isTeamsHost(hostname: string): boolean {
  return TEAMS_HOST.test(hostname);
}

/** Takes the original link out of Safe Links, of the pages on which Teams opens it in a browser, and of repeated encoding. */
export function unwrapJoinLink(text: string): URL | undefined {
  let link = toUrl(text);
  for (let depth = 0; link && depth < MAX_WRAPPINGS; depth++) {
    const inner = wrappedIn(link);
    if (inner === undefined) return link;
    link = toUrl(inner, link);
  }
  return link;
}

/** Programs that forward links encode them again: decoded until nothing changes, at most three times. */
export function decodeFully(text: string): string {
  let decoded = text;
  for (let round = 0; round < 3 && /%[0-9a-f]{2}/i.test(decoded); round++) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      return decoded;
    }
  }
  return decoded;
}

/** Keeps a `+` in the parameter, which URLSearchParams reads as a space: a passcode may contain one. */
export function parameter(link: URL, name: string): string | null {
  return new URLSearchParams(link.search.replaceAll('+', '%2B')).get(name);
}

/** What a page leads to: `?url=…` of Safe Links and the launcher, `#/meet/…` and `#/l/meetup-join/…` of the browser's Teams. */
function wrappedIn(link: URL): string | undefined {
  if (SAFE_LINKS.test(link.hostname)) return parameter(link, 'url') ?? '';
  if (!isTeamsHost(link.hostname)) return undefined;
  if (link.pathname === '/dl/launcher/launcher.html') return parameter(link, 'url') ?? '';
  const page = link.pathname === '/_' || link.pathname.startsWith('/_/') || /^\/v2\/?$/.test(link.pathname);
  if (page && link.hash.startsWith('#/')) return link.hash.slice(1);
  return undefined;
}

/** A path without a host belongs to the page it was found on. */
function toUrl(text: string, page?: URL): URL | undefined {
  const trimmed = text.trim();
  const plain = /^(https?|\/)?%/i.test(trimmed) ? decodeFully(trimmed) : trimmed;
  // `//host` would leave the page's host.
  const base = plain.startsWith('/') && !plain.startsWith('//') ? page?.origin : undefined;
  return URL.canParse(plain, base) ? new URL(plain, base) : undefined;
}
