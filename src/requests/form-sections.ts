import type { RelayId } from '../senders/sender.ts';
import { acsSection } from './form-sections/acs.ts';
import { exchangeSection } from './form-sections/exchange.ts';
import type { Section } from './form-sections/section.ts';

/** What the form has to say to each relay. */
export const formSections: Record<RelayId, Section> = { acs: acsSection, exchange: exchangeSection };
