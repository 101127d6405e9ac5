import { describe, expect, it } from 'vitest';
import { readJoinLink } from '../../../workflows/contract/join-link.ts';
import { containing } from '../../support/matchers.ts';

const THREAD = '19:meeting_ZGYxNTk4@thread.v2';
const TID = '49bfc225-8482-4ab8-94e7-76b48fdb9849';
const OID = '90ed37dc-d8e3-4e11-9de3-30a955dda06f';
const CONTEXT = JSON.stringify({ Tid: TID, Oid: OID });
const once = encodeURIComponent;
const twice = (text: string) => once(once(text));
const LINK = `https://teams.microsoft.com/l/meetup-join/${once(THREAD)}/0?context=${once(CONTEXT)}`;
const PATH = LINK.slice('https://teams.microsoft.com'.length);

const organizer = (more: object = {}) => ({
  ok: true,
  meeting: {
    kind: 'organizer',
    chatInfo: { threadId: THREAD, messageId: '0', ...more },
    organizer: { user: { id: OID, tenantId: TID } },
    allowConversationWithoutHost: true,
  },
});

describe('a meetup-join link', () => {
  it.each([
    ['as Teams copies it', LINK],
    ['with its parts encoded twice', `https://teams.microsoft.com/l/meetup-join/${twice(THREAD)}/0?context=${twice(CONTEXT)}`],
    ['with nothing encoded', `https://teams.microsoft.com/l/meetup-join/${THREAD}/0?context=${CONTEXT}`],
    ['encoded as a whole', once(LINK)],
    ['encoded as a whole, twice', twice(LINK)],
    ['in a Safe Link', `https://nam06.safelinks.protection.outlook.com/?url=${once(LINK)}&data=05%7C02&reserved=0`],
    ['in a Safe Link of the US Government cloud', `https://gcc02.safelinks.protection.office365.us/?url=${once(LINK)}`],
    [
      'in a Safe Link in a Safe Link',
      `https://eur01.safelinks.protection.outlook.com/?url=${once(`https://nam06.safelinks.protection.outlook.com/?url=${once(LINK)}`)}`,
    ],
    ['in GCC High', LINK.replace('teams.microsoft.com', 'gov.teams.microsoft.us')],
    ['of the DoD', LINK.replace('teams.microsoft.com', 'dod.teams.microsoft.us')],
    ['at teams.cloud.microsoft', LINK.replace('teams.microsoft.com', 'teams.cloud.microsoft')],
    ['of teams.microsoft.us', LINK.replace('teams.microsoft.com', 'teams.microsoft.us')],
    ['on the page of Teams in a browser', `https://teams.microsoft.com/_#${PATH}`],
    ['on the page of the new Teams in a browser', `https://teams.cloud.microsoft/v2/?meetingjoin=true#${PATH}`],
    ['on the launcher page', `https://teams.microsoft.com/dl/launcher/launcher.html?url=${once(`/_#${PATH}`)}&type=meetup-join`],
    ['on the launcher page, encoded twice', `https://teams.microsoft.com/dl/launcher/launcher.html?url=${twice(`/_#${PATH}`)}`],
    [
      'on the launcher page, in a Safe Link',
      `https://nam06.safelinks.protection.outlook.com/?url=${once(`https://teams.microsoft.com/dl/launcher/launcher.html?url=${once(`/_#${PATH}`)}`)}`,
    ],
    ['with blanks around it', `  ${LINK}\n`],
  ])('%s gives the meeting', (_, link) => {
    expect(readJoinLink(link)).toEqual(organizer());
  });

  it('of a channel holds the message of its reply chain', () => {
    const context = once(JSON.stringify({ Tid: TID, Oid: OID, MessageId: '1507228578052' }));
    expect(readJoinLink(LINK.replace(/context=.*/, `context=${context}`))).toEqual(
      organizer({ replyChainMessageId: '1507228578052' }),
    );
  });
});

describe('a meet link', () => {
  it.each([
    [
      'with its passcode',
      'https://teams.microsoft.com/meet/2345678901234?p=aBc123',
      { joinMeetingId: '2345678901234', passcode: 'aBc123' },
    ],
    [
      'with a plus in its passcode',
      'https://teams.microsoft.com/meet/2345678901234?p=aB+cD',
      { joinMeetingId: '2345678901234', passcode: 'aB+cD' },
    ],
    [
      'on the page of Teams in a browser',
      'https://teams.microsoft.com/v2/?meetingjoin=true#/meet/2345678901234?p=aB+cD&anon=true',
      { joinMeetingId: '2345678901234', passcode: 'aB+cD' },
    ],
    ['without a passcode', 'https://teams.microsoft.com/meet/2345678901234', { joinMeetingId: '2345678901234' }],
    [
      'with blanks in the id',
      'https://teams.microsoft.com/meet/234%20567%20890?p=x',
      { joinMeetingId: '234567890', passcode: 'x' },
    ],
  ])('%s gives id and passcode', (_, link, expected) => {
    expect(readJoinLink(link)).toEqual({ ok: true, meeting: { kind: 'joinMeetingId', ...expected } });
  });
});

describe('what is refused is named', () => {
  it.each([
    ['no URL', 'meet me', 'is no URL'],
    ['plain http', LINK.replace('https', 'http'), 'https://'],
    ['another host', 'https://teams.live.com/meet/93123?p=x', 'teams.live.com'],
    [
      'a host that only ends like ours',
      LINK.replace('teams.microsoft.com', 'evil-teams.microsoft.com'),
      'evil-teams.microsoft.com',
    ],
    [
      'a host dressed up as Safe Links',
      `https://safelinks.protection.outlook.com.evil.example/?url=${once(LINK)}`,
      'evil.example',
    ],
    ...[
      'evilteams.microsoft.com',
      'teams.microsoft.com.evil.com',
      'evilteams.microsoft.us',
      'microsoft',
      'teams.microsoft.evil.com',
      'teams.notmicrosoft',
      'teams.microsoft.com@evil.com',
    ].map((host): [string, string, string] => [
      `the look-alike ${host}`,
      LINK.replace('teams.microsoft.com', host),
      host.split('@').at(-1) ?? host,
    ]),
    ['a user name before the host', LINK.replace('://', '://evil.com@'), 'user name'],
    [
      'a launcher page that leads elsewhere',
      `https://teams.microsoft.com/dl/launcher/launcher.html?url=${once(`//evil.com${PATH}`)}`,
      'is no URL',
    ],
    ['a Safe Link without a link', 'https://nam06.safelinks.protection.outlook.com/?data=1', 'is no URL'],
    ['another page of Teams', 'https://teams.microsoft.com/l/channel/19:x@thread.v2/General', 'is no join link'],
    ['no message', `https://teams.microsoft.com/l/meetup-join/${once(THREAD)}?context=${once(CONTEXT)}`, 'thread or message'],
    ['no thread id', `https://teams.microsoft.com/l/meetup-join/x/0?context=${once(CONTEXT)}`, '19:…@…'],
    ['no context', LINK.split('?')[0] ?? '', 'context'],
    ['a context cut short', LINK.slice(0, -10), 'cut off'],
    ['no tenant', LINK.replace('Tid', 'Tod'), 'Tid'],
    ['an organizer that is no GUID', LINK.replace(OID, 'somebody'), 'Oid'],
    ['letters for a meeting id', 'https://teams.microsoft.com/meet/abc', 'digits'],
  ])('%s', (_, link, why) => {
    expect(readJoinLink(link)).toEqual({ ok: false, why: containing(why) });
  });
});
