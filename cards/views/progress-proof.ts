import type { ShownProof } from '../../src/provisioning/proofs/shown-proof.ts';
import type { Block } from '../card.ts';
import { line } from '../text.ts';

/** The claims of the token, one by one, and the log-in that had to be refused. Nothing where the log-in was by password. */
export function proofBlocks(proof: ShownProof | null): Block[] {
  if (proof === null) return [];
  return [
    { block: 'heading', text: 'What its access token says' },
    {
      block: 'facts',
      facts: [
        ...proof.claims.map(({ claim, found, result }) => ({
          label: says[claim] ?? claim,
          value: line`${symbol[result]} ${found || absent}`,
        })),
        { label: 'Another mailbox', value: line`${outside[proof.outside]}` },
      ],
    },
  ];
}

const symbol = { ok: '✓', wrong: '✗', absent: '–' } as const;
const absent = 'none, and none is needed';

const says: Record<string, string> = {
  aud: 'aud: for',
  iss: 'iss: from',
  appid: 'appid: client ID',
  oid: 'oid: enterprise application',
  idtyp: 'idtyp: kind',
  roles: 'roles',
};

const outside: Record<ShownProof['outside'], string> = {
  refused: '✓ refused, as it has to be',
  'not tried': '– not tried: the policy names none',
};
