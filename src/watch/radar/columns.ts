/** What of the report is read. */
export type Column = 'address' | 'messages' | 'auth' | 'tls10' | 'tls11';

// Names as documented ("SMTP AUTH clients report" in the new Exchange admin center) and announced (message centre, 18 Oct 2024: "Authentication
// Protocol"). How the exported file writes them is not documented, so case, spaces and signs do not count, and near names are known too.
const names: Record<Column, readonly string[]> = {
  address: [
    'senderaddress',
    'sender',
    'smtpauthsender',
    'user',
    'absenderadresse',
    'indirizzodelmittente',
    'adressedelexpéditeur',
  ],
  messages: ['messagessent', 'messagecount', 'messages', 'gesendetenachrichten', 'messaggiinviati', 'messagesenvoyés'],
  auth: ['authenticationprotocol', 'authprotocol', 'authentication', 'authmethod', 'authentifizierungsprotokoll'],
  tls10: ['tls10', 'tls10percentage', 'tls10percent'],
  tls11: ['tls11', 'tls11percentage', 'tls11percent'],
};

const titles: Record<Column, string> = {
  address: 'Sender address',
  messages: 'Messages sent',
  auth: 'Authentication protocol',
  tls10: 'TLS 1.0',
  tls11: 'TLS 1.1',
};

const needed: readonly Column[] = ['address', 'messages'];

const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Where each column stands; one that is not there is left out. */
export type Places = Partial<Record<Column, number>>;

export function placesIn(headings: string[]): Places {
  const plainOnes = headings.map(plain);
  const found = Object.entries(names)
    .map(([column, known]) => [column, plainOnes.findIndex((each) => known.includes(each))] as const)
    .filter(([, index]) => index >= 0);
  return Object.fromEntries(found);
}

/** Titles of the columns without which nothing can be said. */
export const missingIn = (places: Places): string[] =>
  needed.filter((column) => places[column] === undefined).map((column) => titles[column]);
