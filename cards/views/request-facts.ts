import type { RequestFacts } from '../../src/chat/view.ts';
import type { Block, Item, Text } from '../card.ts';
import { listing } from '../copy/words.ts';
import { durationText } from '../copy/times.ts';
import { day, line, moment, user } from '../text.ts';

type Fact = { label: string; value: Text };

/** What was asked, the same words for the one who asked and the one who decides. */
export function requestFacts(request: RequestFacts): Block {
  const facts: Fact[] = [
    { label: 'Why', value: user(request.move?.why ?? request.purpose) },
    { label: 'Asked by', value: askedBy(request) },
    ...(request.move ? [{ label: 'Today', value: line`${request.move.from}, as ${request.move.fromAddress}` }] : []),
    { label: request.move ? 'Then' : 'Sends as', value: line`${request.displayName} <${request.address}>` },
    {
      label: 'To',
      value: [request.recipients === 'internal' ? 'people in this organisation only' : 'anybody, customers too'],
    },
    { label: 'Volume', value: [`${request.perHour} an hour, ${request.perDay} a day`] },
    { label: 'Relay', value: user(request.relayLine) },
    { label: 'Secret', value: line`until ${day(request.secretEndsAt)} (${durationText(request.lifetime)})` },
    { label: 'Used in', value: usedIn(request) },
  ];
  if (request.secondOwners.length > 0) facts.push({ label: 'Owned with', value: user(listing(request.secondOwners)) });
  if (request.delivery === 'vault')
    facts.push({ label: 'Delivery', value: ['the application reads Key Vault; nobody sees the secret'] });
  return { block: 'facts', facts };
}

function askedBy(request: RequestFacts): Text {
  const text = line`${request.askedBy}, ${moment(request.submittedAt)}`;
  return request.onBehalfOf === null ? text : [...text, ...line` · for ${request.onBehalfOf}`];
}

function usedIn(request: RequestFacts): Text {
  const places = request.places.length === 0 ? 'no place named' : request.places.join(', ');
  return line`${places} · ${request.client}`;
}

const planSymbol = { make: '+', keep: '=', remove: '−' } as const;
const planTone = { make: 'good', keep: 'neutral', remove: 'attention' } as const;

export function planItems(plan: RequestFacts['plan']): Item[] {
  return plan.map((entry) => ({
    symbol: planSymbol[entry.change],
    tone: planTone[entry.change],
    text: user(entry.what),
    ...(entry.note === undefined ? {} : { note: user(entry.note) }),
  }));
}

const verdictSymbol = { ok: '✓', attention: '!', unknown: '?' } as const;
const verdictTone = { ok: 'good', attention: 'warning', unknown: 'warning' } as const;

export function verdictItems(request: RequestFacts): Item[] {
  return request.verdicts.map((verdict) => ({
    symbol: verdictSymbol[verdict.result],
    tone: verdictTone[verdict.result],
    text:
      verdict.result === 'unknown' && !/not known/i.test(verdict.text)
        ? line`not known: ${verdict.text}`
        : user(verdict.text),
  }));
}
